// The customer's session in a page: the way in, and what is said and shown at the seat. No elements of the page.

import { same } from "./bytes.js";
import { Conversation } from "./conversation.js";
import { BadMessage } from "./crypto.js";
import { Line } from "./line.js";
import { Member } from "./member.js";
import { CHANNEL } from "./messages.js";
import { Allowances, Incoming } from "./rates.js";
import { WayIn } from "./way_in.js";

const USES_LIMIT = 20; // times that a page says how the host's quota stands
const SEAT_GONE = ["unknown_session", "session_closed", "timed_out", "replaced"];
const QUIET = Symbol("nothing but a picture has changed");
const TALK = [
  "key_offer", "chat", "chat_delivered", "profile", "vouch", "revoked", "words_commitment", "words_opening",
];

// Says the text as the wire can carry it: half a surrogate pair cannot be sent.
const wellFormed = (text) => new TextDecoder().decode(new TextEncoder().encode(text));

export class Customer {
  // `kept` is what a page before this one has saved: {channel, name, first, call, token, seat, lead, conversation,
  // sealed, through}. `listener` has changed(), lineAdded(line), lineChanged(line), typing(member, typing), picture(sender,
  // content), viewerLink(content), pictureInterrupted() and pictureOver(); `save` and `forget` keep what the next page
  // needs; `capabilities` is what this browser can show.
  constructor({ url, kept, capabilities, listener, save, forget }) {
    this.reason = "";
    this.waitOn = null; // what a customer begins with who waits on, where the host has kept their place
    this.connected = false;
    this._ended = false;
    this._url = url;
    this._kept = kept;
    this._capabilities = capabilities;
    this._listener = listener;
    this._save = save;
    this._forget = forget;
    this._member = null;
    this._attached = false;
    this._lost = false;
    this._met = new Set();
    this.reported = false;
    this._reports = false;
    this._use = "free";
    this._uses = 0;
    this._words = new Map(); // member -> the numbers of the two words with it
    this._allowances = new Allowances();
    this._incoming = new Incoming();
    this._looksAgain = 0; // the timer after which lines that wait are looked at
    this._line = null;
    this._wayIn = new WayIn({
      kept,
      line: () => this._line,
      keep: () => this._keep(),
      seated: () => this._seated(),
      failed: (reason) => this._end(reason),
    });
    this._handlersOnTheWay = { ...this._wayIn.handlers, refused: this._refused };
  }

  // Begins, or goes on where the page before this one was.
  start() {
    this._keep();
    if (this._kept.seat) this._sit(this._kept.conversation);
    this._line = new Line({
      url: this._url,
      up: () => this._up(),
      receive: (message) => this._receive(message),
      down: () => this._down(),
    });
    this._listener.changed();
  }

  // -- what the page reads --------------------------------------------------------------------------------------

  // "idle", "connecting", "waiting", "joining", "chat" or "ended".
  get phase() {
    if (this._ended) return "ended";
    if (this._line === null) return "idle";
    return this._kept.seat ? "chat" : this._wayIn.phase;
  }

  // Whether there was a chat at all.
  get begun() {
    return this._member !== null;
  }

  get place() {
    return this._wayIn.place;
  }

  // Whether the technicians may read what it is about, if the customer lets them.
  get deskReads() {
    return this._wayIn.deskReads;
  }

  // What it is about: what the technicians can read already, else what waits to be said to the one who comes.
  get shownWords() {
    return this._kept.shown ?? "";
  }

  get firstWords() {
    return this._kept.first ?? "";
  }

  showWords(text) {
    this._wayIn.showWords(text);
    this._listener.changed();
  }

  get lines() {
    return this._member?.conversation.lines ?? [];
  }

  // Whether nobody but the technicians can read this chat.
  get sealed() {
    return this._kept.sealed && !this._kept.through;
  }

  get leadName() {
    const lead = this._member?.lead;
    return (lead && this._member.names.get(lead.member)) || this._kept.lead || "";
  }

  get leadHere() {
    return this._member?.lead?.present ?? false;
  }

  get canReachLead() {
    const lead = this._member?.lead;
    return Boolean(lead && this._attached && this._member.reached.includes(lead.member));
  }

  get state() {
    return this._member?.state ?? "";
  }

  get sharing() {
    return this._member?.sharing ?? 0;
  }

  // Whether the one who shares is connected.
  get sharerHere() {
    return this._member?.seats.get(this.sharing)?.present ?? false;
  }

  // The technicians who can be reached, the lead first: [name, the numbers of the two words or null].
  get twoWords() {
    if (this._member === null || !this._attached) return [];
    const { seats, reached } = this._member;
    const there = reached.map((member) => seats.get(member));
    there.sort((one, other) => (other.role === "lead") - (one.role === "lead"));
    return there.map(({ member }) => [this.nameOf(member) || this.leadName, this._words.get(member) ?? null]);
  }

  get undelivered() {
    return this._member?.conversation.undelivered ?? false;
  }

  // Whether nothing more can be said before something has arrived.
  get full() {
    return this._member?.conversation.full ?? false;
  }

  isOwn(line) {
    return line.author === this._kept.seat?.member;
  }

  nameOf(member) {
    return this._member?.names.get(member) ?? "";
  }

  // -- what the customer does -----------------------------------------------------------------------------------

  say(text) {
    return this._line.enqueue(() => this._say(wellFormed(text)));
  }

  // Tells everybody who can be reached.
  tell(content) {
    return this._line.enqueue(async () => {
      for (const member of this._member.reached) this._line.send(await this._member.seal(member, content));
    });
  }

  // Tells the one who shares.
  tellSharer(content) {
    return this._line.enqueue(async () => this._line.send(await this._member.seal(this.sharing, content)));
  }

  wishViewer() {
    return this._line.enqueue(async () => {
      const lead = this._member.lead;
      if (lead) this._line.send(await this._member.seal(lead.member, { t: "viewer_wish" }));
    });
  }

  endShare() {
    this._line.send({ t: "end_share", session: this._kept.seat.session });
  }

  // Ends the link and begins anew: what a technician sent does not fit.
  restart() {
    this._line.restart();
  }

  // Reports the session to whoever runs the host: when, and of which technician's key; nothing that was said.
  report() {
    if (!this._kept.seat || this.reported) return;
    this._reports = true;
    this._line.send({ t: "report_session", session: this._kept.seat.session });
  }

  _wasReported() {
    if (!this._reports) throw new BadMessage("a report that nobody has made");
    if (!this.reported) this._note("session_reported");
    this.reported = true;
  }

  _used({ use, seconds }) {
    if (!this._kept.seat) throw new BadMessage("the use of a session without a seat");
    if (use !== this._use && this._uses++ < USES_LIMIT) this._note(`use_${use}`, Math.ceil(seconds / 60));
    this._use = use;
  }

  leave() {
    if (this._kept.seat) {
      this._line.send({ t: "leave", session: this._kept.seat.session });
    } else if (this.phase === "waiting") {
      this._line.send({ t: "end_wait" });
    }
    this._end("left");
  }

  // -- the link -------------------------------------------------------------------------------------------------

  async _up() {
    this.connected = true;
    if (this._kept.seat) await this._attach();
    else this._wayIn.up();
    this._listener.changed();
  }

  async _attach() {
    this._line.send(await this._member.attach());
  }

  _down() {
    this.connected = false;
    this._member?.detach();
    this._wayIn.down();
    if (this._attached && !this._lost) {
      this._lost = true;
      this._note("own_connection_lost");
    }
    this._attached = false;
    this._listener.pictureInterrupted();
    this._listener.changed();
  }

  async _receive(message) {
    if (this.phase === "ended") return;
    const handler = (this._kept.seat ? this._handlersAtTheSeat : this._handlersOnTheWay)[message.t];
    if (handler === undefined) throw new BadMessage(`${message.t} here and now`);
    if (message.session && this._kept.seat && !same(message.session, this._kept.seat.session)) return;
    if ((await handler.call(this, message)) !== QUIET) this._listener.changed();
  }

  _handlersAtTheSeat = {
    refused: this._refused,
    room: this._room,
    sealed: this._sealed,
    member_left: this._memberLeft,
    share_changed: this._shareChanged,
    desktop_changed: () => this._member?.desktopChanged(),
    session_closed: this._closed,
    session_use: this._used,
    session_reported: this._wasReported,
    redirected: () => this._wayIn.redirected(),
  };

  _refused({ about, reason }) {
    if (about === "join") this._wayIn.notJoined(reason);
    else if (["wait", "hello"].includes(about) || SEAT_GONE.includes(reason)) this._end(reason);
  }

  _closed({ reason, channel }) {
    if (reason === "technician_gone" && CHANNEL.test(channel) && this._kept.seat) {
      const { place, name, seat } = this._kept;
      this.waitOn = { place, channel, name, first: "", call: null, token: seat.token, sealed: false };
    }
    this._end(reason);
  }

  // -- the session ----------------------------------------------------------------------------------------------

  async _seated() {
    this._sit(null);
    if (this._kept.through) this._note("through_queue", this._kept.through);
    if (this._kept.relayed) this._note("relayed_other", this._kept.relayed);
    this._keep();
    await this._attach();
  }

  _sit(conversation) {
    const { seat, name } = this._kept;
    this._member = new Member({
      seat,
      name,
      capabilities: this._capabilities,
      conversation: new Conversation(seat.member, conversation),
      channel: this._kept.sealed ? (this._kept.through ?? "") : this._kept.channel,
    });
    this._met = new Set(this._member.conversation.members());
    this._lost = this._member.conversation.lines.length > 0;
  }

  async _room(room) {
    if (this._member === null) return;
    const before = this._member.seats;
    const answers = await this._member.room(room);
    this._attached = true;
    this._wayIn.arrived();
    this._line.settled();
    if (this._lost) {
      this._lost = false;
      this._note("own_connection_back");
    }
    this._sendAll(answers);
    for (const member of new Set([...this._met, ...before.keys()])) {
      if (!this._member.seats.has(member)) this._part(member, "left");
    }
    for (const [member, seat] of this._member.seats) {
      const was = before.get(member);
      if (this._met.has(member) && was && was.present !== seat.present) {
        this._note(seat.present ? "connection_back" : "connection_lost", this.nameOf(member));
      }
    }
  }

  async _sealed(sealed) {
    if (this._member === null) return;
    const opened = await this._member.open(sealed);
    if (opened === null) return;
    const [sender, content] = opened;
    if (content.t !== "chat" && !this._allowances.take(sender, this._member.attachment(sender), content)) {
      this._lookAgain();
      return QUIET;
    }
    return this._handle(sender, content);
  }

  // Handles what a technician says, now that it is its turn.
  async _handle(sender, content) {
    if (content.t === "chat") return this._hear(sender, content);
    if (content.t === "typing") this._listener.typing(sender, content.typing);
    else if (content.t === "viewer_link") this._listener.viewerLink(content);
    else if (content.t === "through_queue") this._goesThrough(content.channel);
    else if (TALK.includes(content.t)) await this._talk(sender, content);
    else return this._picture(sender, content);
  }

  // Says once that a session by link goes through a queue: from here on the host could read along.
  _goesThrough(channel) {
    if (!this.sealed || !CHANNEL.test(channel)) return;
    this._kept.through = channel;
    this._member.goesThrough(channel);
    this._note("through_queue", channel);
  }

  // Handles what belongs to a picture, of which there is much; nothing else changes by it.
  _picture(sender, content) {
    if (sender === this.sharing) this._listener.picture(sender, content);
    return QUIET;
  }

  // Takes a chat line, now or when it is its turn.
  async _hear(sender, chat) {
    if (chat.number === 0) throw new BadMessage("a chat line without a number");
    if (this._incoming.arrived(sender, this._member.attachment(sender), chat)) return this._talk(sender, chat);
    this._lookAgain();
    return QUIET;
  }

  _lookAgain() {
    const due = Math.min(this._incoming.dueS(), this._allowances.dueS());
    if (this._looksAgain || this._ended || due === Infinity) return;
    this._looksAgain = setTimeout(() => this._line.enqueue(() => this._takeWaiting()), 1000 * due);
  }

  async _takeWaiting() {
    this._looksAgain = 0;
    for (let due = this._incoming.take(); due !== null && !this._ended; due = this._incoming.take()) {
      const { member, attachment, chat } = due;
      const now = this._attached ? this._member.attachment(member) : "";
      if (now !== "" && now === attachment) await this._talk(member, chat); // else it comes again
    }
    for (let due = this._allowances.due(); due !== null && !this._ended; due = this._allowances.due()) {
      const { sender, attachment, content } = due;
      const now = this._attached ? this._member.attachment(sender) : "";
      if (now !== "" && now === attachment) await this._handle(sender, content); // else it does not hold any more
    }
    this._lookAgain();
  }

  async _talk(sender, content) {
    const { lines, answers } = await this._member.talk(sender, content, Date.now());
    if (["profile", "words_opening"].includes(content.t)) {
      this._words.set(sender, await this._member.wordsWith(sender));
    }
    this._keep();
    this._sendAll(answers);
    if (content.t === "revoked") for (const member of this._member.dismissed) this._part(member, "removed");
    for (const line of lines) {
      if (content.t === "chat") this._listener.lineAdded(line);
      else this._listener.lineChanged(line);
    }
    if (content.t === "profile" && !this._met.has(sender)) {
      this._met.add(sender);
      this._note("joined", content.name);
    }
    if (this.canReachLead && this._met.has(this._member.lead.member) && this._kept.first) {
      const first = this._kept.first;
      this._kept.first = "";
      await this._say(first);
    }
  }

  async _say(text) {
    const { line, answers } = await this._member.say(text, Date.now());
    this._keep();
    this._sendAll(answers);
    this._listener.lineAdded(line);
  }

  _memberLeft({ member, reason }) {
    if (member === this._kept.seat?.member) this._end(reason === "replaced" ? "moved" : reason);
    else {
      this._member?.hostSaysGone(member);
      this._part(member, reason);
    }
  }

  _shareChanged({ sharing, by, reason }) {
    const name = this.nameOf(sharing || this.sharing);
    if (sharing) this._note("share_started", name);
    else if (reason === "window_closed" && by === this._kept.seat.member) this._note("share_closed_by_you");
    else this._note("share_stopped", name);
  }

  _part(member, reason) {
    if (this._member === null || (!this._met.has(member) && !this._member.seats.has(member))) return;
    const name = this.nameOf(member);
    this._met.delete(member);
    this._words.delete(member);
    for (const line of this._member.left(member)) this._listener.lineChanged(line);
    this._keep();
    if (name) this._note(reason === "timed_out" ? "timed_out" : "left", name);
    this._listener.typing(member, false);
  }

  _note(event, name = "") {
    const line = this._member.conversation.event(event, name, Date.now());
    this._keep();
    this._listener.lineAdded(line);
  }

  _sendAll(messages) {
    for (const message of messages) this._line.send(message);
  }

  _keep() {
    if (this._member === null) {
      this._save(this._kept);
      return;
    }
    this._kept.seat = this._member.seat;
    this._kept.conversation = this._member.conversation.plain();
    this._save(this._kept, this._member.conversation.takeChanges());
  }

  _forgetKeys() {
    if (this._member === null) return;
    this._member.end();
    this._kept.seat = this._member.seat;
  }

  _end(reason) {
    if (this._ended) return;
    this._ended = true;
    this.reason = reason;
    clearTimeout(this._looksAgain);
    this._forget();
    this._listener.pictureOver();
    this._line?.stop();
    this._line?.enqueue(() => this._forgetKeys());
    this._listener.changed();
  }
}
