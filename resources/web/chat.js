// The page of Instant Chat: what stands where, and what the customer does with it.

import { at } from "./base.js";
import { available } from "./crypto.js";
import { Customer } from "./customer.js";
import { company, entry, sayForm, sayRefusal, words } from "./first.js";
import { Guard } from "./guard.js";
import { readCode } from "./joincode.js";
import * as kept from "./kept.js";
import { CHAT_LIMIT, WORDS_LIMIT } from "./messages.js";
import { capabilities } from "./mirror.js";
import { cleaned } from "./names.js";
import { Notices } from "./notice.js";
import { Picture } from "./picture.js";
import { steady } from "./steady.js";
import { Transcript } from "./transcript.js";
import { TwoWords } from "./two_words.js";
import { ViewerDialog } from "./viewer.js";
import { WhoIsThere } from "./who_is_there.js";
import { WayOut } from "./way_out.js";
import { WORDS } from "./words.js";
import { waitS } from "./wrong_codes.js";

const SECTIONS = ["old", "code", "start", "waiting", "chat", "ended"];
const STEADY = ["desk-show", "wait-on", "viewer-open"]; // give away words, the seal, the way to the viewer
const TYPING_MS = 5000; // after which a writer has paused
const SAY_AGAIN_MS = 2000;
const CODE_REASONS = ["wrong_code", "unknown_code", "code_expired", "code_burned", "lead_away", "not_admitted", "limit"];

const find = (id) => document.getElementById(id);
const { place, channel } = entry;

class Page {
  constructor() {
    this._customer = null;
    this._section = "";
    this._writers = new Map();
    this._said = 0;
    this._call = entry.call;
    this._why = "";
    this._help = null; // the customer's part of the help, once it was asked for
    this._check = null; // the dialog that checks the connection, once it was asked for
    this._codeProblem = ""; // the words for it
    this._notices = new Notices({ company, words, find });
    this._wayOut = new WayOut({ find, words, connected: () => this._hasLink });
    this._viewer = new ViewerDialog({ words, find, wish: () => this._customer.wishViewer() });
    this._twoWords = new TwoWords({ section: find("two-words"), words });
    this._guard = this._makeGuard();
    this._transcript = new Transcript({
      list: find("lines"),
      frame: find("transcript"),
      words,
      own: (line) => this._customer.isOwn(line),
      nameOf: (member) => this._customer.nameOf(member),
    });
    this._listen();
  }

  // Returns what keeps people from frauds, where anybody may use the host; null elsewhere.
  _makeGuard() {
    const contact = company.entrance.open;
    if (typeof contact !== "string") return null;
    return new Guard({ words, find, contact, report: () => this._customer.report() });
  }

  async start() {
    const before = kept.load(place);
    if (!isSecureContext) this._refuse("insecure");
    else if (!(await available())) this._refuse("old_browser");
    else if (before !== null && this._call === null) this._go(before);
    else if (entry.kind === "broken_link") this._refuse("broken_link");
    else if (company.refusal(entry.kind)) this._refuse(company.refusal(entry.kind));
    else this.show();
    this._watchWhoIsThere();
    const { sent } = document.body.dataset;
    if (sent && this._customer === null && !this._why) find(sent).requestSubmit();
  }

  _watchWhoIsThere() {
    const wanted = () => (this._section === "code" ? company.channels.length > 0 : ["start", "waiting"].includes(this._section));
    if (!["code", "queue"].includes(entry.kind)) return;
    new WhoIsThere({ channel, company, wanted, changed: () => sayForm() }).start();
  }

  // -- what happens ---------------------------------------------------------------------------------------------

  changed() {
    if (this._customer.phase === "chat" && this._section !== "chat") this._transcript.show(this._customer.lines);
    this._picture.follow();
    if (this._customer.phase === "ended") this._viewer.close();
    if (this._customer.phase === "ended" && this._codeFailed(this._customer)) return;
    this.show();
  }

  // Goes back to the form where a code has led to nothing; says whether it has.
  _codeFailed({ begun, reason }) {
    if (entry.kind !== "code" || begun || !CODE_REASONS.includes(reason)) return false;
    this._customer = null;
    this._codeProblem = `typed_${reason}`;
    this.show();
    find("digits").select();
    return true;
  }

  lineAdded(line) {
    this.typing(line.author, false);
    if (this._section === "chat") this._transcript.add(line);
  }

  lineChanged(line) {
    this._transcript.change(line);
  }

  typing(member, typing) {
    clearTimeout(this._writers.get(member));
    this._writers.delete(member);
    if (typing) this._writers.set(member, setTimeout(() => this.typing(member, false), TYPING_MS));
    const names = [...this._writers.keys()].map((each) => this._customer.nameOf(each));
    find("typing").textContent = names.length ? words.say("typing", names.join(", ")) : "";
  }

  picture(_sender, content) {
    this._picture.receive(content);
  }

  pictureInterrupted() {
    this._picture.interrupt();
  }

  pictureOver() {
    this._picture.stop();
  }

  viewerLink(answer) {
    this._viewer.answer(answer);
  }

  get _hasLink() {
    return this._customer === null || this._customer.connected || this._customer.phase === "ended";
  }

  // -- what is shown --------------------------------------------------------------------------------------------

  // Says everything as it is now, in the present language.
  show() {
    sayForm();
    find("leave").textContent = words.say("leave");
    this._showStart();
    this._showWaiting();
    this._showChat();
    this._showEnded();
    this._viewer.show();
    this._notices.show();
    this._wayOut.show();
    find("leaving-heading").textContent = words.say("leave_sure");
    find("leave-yes").textContent = words.say("leave_yes");
    find("leave-no").textContent = words.say("leave_no");
    this._turnTo(this._wanted());
  }

  _wanted() {
    if (this._why) return "old";
    const phase = this._customer?.phase ?? "idle";
    if (phase === "idle" && entry.kind === "code") return "code";
    return { idle: "start", connecting: "waiting", waiting: "waiting", joining: "waiting" }[phase] ?? phase;
  }

  // Shows one section and puts the keyboard there, where it was in another one.
  _turnTo(section) {
    find("leave").hidden = section !== "chat";
    this._guard?.say(section, { reported: this._customer?.reported ?? false });
    if (section === this._section) return;
    const first = this._section === "";
    this._section = section;
    for (const each of SECTIONS) find(each).hidden = each !== section;
    document.body.dataset.section = section;
    if (section === "chat") find("text").focus();
    else if (section === "code") find("digits").focus();
    else if (!first) find(`${section}-heading`).focus();
  }

  _showStart() {
    if (this._why) sayRefusal(this._why);
    this._showCodeProblem();
  }

  // Says what was wrong with the code, where it was typed.
  _showCodeProblem() {
    const problem = this._codeProblem;
    find("code-problem").textContent = problem ? words.say(problem, waitS()) : "";
    find("digits").setAttribute("aria-invalid", String(problem !== ""));
  }

  _showWaiting() {
    const { phase, place: number, sealed } = this._customer ?? {};
    const waits = phase === "waiting";
    find("waiting-heading").textContent = words.say(waits ? "waiting_heading" : "title");
    const ahead = number === 1 ? words.say("waiting_first") : words.say("waiting_place", number);
    const now = waits ? ahead : words.say(phase === "joining" ? "joining" : "connecting");
    if (find("waiting-place").textContent !== now) find("waiting-place").textContent = now;
    find("waiting-lead").textContent = sealed ? "" : words.say("waiting_lead");
    find("waiting-leave").textContent = words.say(sealed ? "leave" : "waiting_leave");
    this._showDeskWords(waits && (this._customer?.deskReads ?? false));
  }

  // Says what happens to the words before they are shown to anybody.
  _showDeskWords(may) {
    const shown = this._customer?.shownWords ?? "";
    if (may && find("desk").hidden) find("desk-text").value = shown || [...this._customer.firstWords].slice(0, WORDS_LIMIT).join("");
    find("desk").hidden = !may;
    find("desk-label").textContent = words.say("desk_label");
    find("desk-means").textContent = words.say(shown ? "desk_shown" : "desk_means");
    find("desk-show").textContent = words.say("desk_show");
    this._followDeskWords();
  }

  _followDeskWords() {
    const text = cleaned(find("desk-text").value, WORDS_LIMIT);
    find("desk-show").disabled = !text || text === (this._customer?.shownWords ?? "");
  }

  _showToDesk(event) {
    event.preventDefault();
    const text = cleaned(find("desk-text").value, WORDS_LIMIT);
    if (text) this._customer.showWords(text);
  }

  _showChat() {
    const name = this._customer?.leadName ?? "";
    const sealed = this._customer?.sealed ?? false;
    find("chat-heading").textContent = name ? words.say("chat_with", name) : words.say("chat_heading");
    if (find("chat-status").textContent !== this._status(name)) find("chat-status").textContent = this._status(name);
    this._twoWords.show(this._customer?.twoWords ?? []);
    find("transcript").setAttribute("aria-label", words.say("transcript"));
    find("text-label").textContent = words.say("write");
    find("text").placeholder = words.say("write");
    find("send").textContent = words.say("send");
    find("viewer-offer").textContent = words.say("viewer_offer");
    find("viewer-offer").disabled = !(this._customer?.canReachLead ?? false);
    find("chat-protection").textContent = words.say(sealed ? "protected_end_to_end" : "protected_to_host");
    find("chat-protection").classList.toggle("sealed", sealed);
  }

  _status(name) {
    if (!this._customer?.connected) return words.say("reconnecting");
    const { state, leadHere } = this._customer;
    if (state === "on_hold") return words.say("on_hold", name);
    if (state === "transferring") return words.say("transferring");
    if (!name) return words.say("nobody");
    return words.say(leadHere ? "here" : "away", name);
  }

  _showEnded() {
    const { reason = "", begun = false } = this._customer ?? {};
    const moved = reason === "moved";
    const waitOn = this._customer?.waitOn ?? null;
    const early = !begun && words.has(`early_${reason}`);
    const unlike = { moved: "ended_heading_moved", technician_gone: "ended_heading_gone" }[reason];
    const notBegun = reason === "left" ? "ended_heading_left" : "ended_heading_not_begun";
    find("ended-heading").textContent = words.say(begun ? unlike ?? "ended_heading" : notBegun);
    const said = waitOn === null ? `${early ? "early" : "reason"}_${reason}` : "wait_on_asked";
    find("ended-reason").textContent = words.has(said) ? words.say(said) : words.say("reason_other", reason);
    find("wait-on").textContent = words.say("wait_on");
    find("wait-on").hidden = waitOn === null;
    find("wait-on-protection").textContent = words.say("protected_to_host");
    find("wait-on-protection").hidden = waitOn === null || !(this._customer?.sealed ?? false);
    find("ended-undelivered").textContent = words.say("undelivered");
    find("ended-undelivered").hidden = !(this._customer?.undelivered ?? false);
    find("again").textContent = words.say(begun || reason === "left" ? "again" : "try_again");
    find("again").hidden = ["link", "broken_link"].includes(entry.kind) || moved;
    find("again").classList.toggle("primary", waitOn === null);
    if (this._customer?.phase === "ended") {
      const { list, frame } = { list: find("ended-lines"), frame: find("ended") };
      const own = (line) => this._customer.isOwn(line);
      const nameOf = (member) => this._customer.nameOf(member);
      new Transcript({ list, frame, words, own, nameOf }).show(this._customer.lines);
    }
  }

  _refuse(why) {
    this._why = why;
    this.show();
  }

  // -- what the customer does -----------------------------------------------------------------------------------

  _listen() {
    for (const id of STEADY) steady(find(id));
    find("language").addEventListener("click", () => this._changeLanguage());
    find("help-open").addEventListener("click", () => this._openHelp());
    find("code-form").addEventListener("submit", (event) => this._join(event));
    find("digits").addEventListener("input", () => this._retype());
    find("start-form").addEventListener("submit", (event) => this._begin(event));
    find("waiting-leave").addEventListener("click", () => this._customer.leave());
    find("desk").addEventListener("submit", (event) => this._showToDesk(event));
    find("desk-text").addEventListener("input", () => this._followDeskWords());
    find("say").addEventListener("submit", (event) => this._say(event));
    find("text").addEventListener("keydown", (event) => this._key(event));
    find("text").addEventListener("input", () => this._wrote());
    find("leave").addEventListener("click", () => find("leaving").showModal());
    find("leave-no").addEventListener("click", () => find("leaving").close());
    find("leave-yes").addEventListener("click", () => this._leave());
    find("again").addEventListener("click", () => location.reload());
    find("wait-on").addEventListener("click", () => this._go(this._customer.waitOn));
    for (const button of document.querySelectorAll(".check-open")) button.addEventListener("click", () => this._openCheck());
  }

  async _openCheck() {
    const { CheckDialog } = await import("./check.js");
    this._check ??= new CheckDialog({ words, find });
    this._check.open();
  }

  async _openHelp() {
    const { Help } = await import("./help.js");
    this._help ??= new Help({ words, find });
    this._help.open();
  }

  _changeLanguage() {
    words.change();
    this.show();
    if (this._section === "chat") this._transcript.show(this._customer.lines);
    this._picture?.showWords();
  }

  _join(event) {
    event.preventDefault();
    const code = readCode(find("digits").value);
    this._codeProblem = typeof code === "string" ? `code_${code}` : waitS() > 0 ? "codes_wait" : "";
    this._showCodeProblem();
    if (this._codeProblem) find("digits").focus();
    else this._go({ place, channel: "", name: "", first: "", call: code, sealed: true });
  }

  _retype() {
    this._codeProblem = "";
    this._showCodeProblem();
  }

  _begin(event) {
    event.preventDefault();
    const name = cleaned(find("name").value);
    const first = find("first").value.trim();
    const problem = this._problem(name, first);
    find("start-problem").textContent = problem === null ? "" : words.say(problem[1], CHAT_LIMIT);
    for (const id of ["name", "first"]) find(id).setAttribute("aria-invalid", String(problem?.[0] === id));
    if (problem !== null) {
      find(problem[0]).focus();
      return;
    }
    this._go({ place, channel, name, first, call: this._call, sealed: this._call !== null });
  }

  // Returns which field is not as it has to be, and why; null where all are.
  _problem(name, first) {
    if (this._call === null && !name) return ["name", find("name").value.trim() ? "bad_name" : "needs_name"];
    if (this._call === null && !first) return ["first", "needs_message"];
    return [...first].length > CHAT_LIMIT ? ["first", "too_long"] : null;
  }

  _go(state) {
    this._customer = new Customer({
      url: at("link").replace(/^http/, "ws"),
      kept: state,
      capabilities: capabilities(),
      listener: this,
      save: kept.save,
      forget: kept.forget,
    });
    this._picture = new Picture({ customer: this._customer, find, words });
    this._twoWords.load(() => this.show());
    this._customer.start();
  }

  _key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this._say(event);
  }

  _say(event) {
    event.preventDefault();
    const text = find("text").value;
    if (!text.trim() || [...text].length > CHAT_LIMIT || this._customer.full) return;
    find("text").value = "";
    this._said = 0;
    this._customer.say(text);
    find("text").focus();
  }

  // Tells the others that the customer writes, or no longer.
  _wrote() {
    const writes = find("text").value.trim() !== "";
    if (writes && Date.now() - this._said < SAY_AGAIN_MS) return;
    if (!writes && this._said === 0) return;
    this._said = writes ? Date.now() : 0;
    this._customer.tell({ t: "typing", typing: writes });
  }

  _leave() {
    find("leaving").close();
    this._customer.leave();
  }
}

words.learn(WORDS);
new Page().start();
