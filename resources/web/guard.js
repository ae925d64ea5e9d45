// What keeps customers from frauds where anybody may use the host: whose it is, what nobody honest asks for, whom to tell.
// It is made here, and not in the page, so that nobody waits for it who is at any other host.

import { FILES } from "./base.js";

const TEXTS = ["never", "money"];

function made(name, fields = {}, ...parts) {
  const element = Object.assign(document.createElement(name), fields);
  element.append(...parts);
  return element;
}

export class Guard {
  // `contact` is where abuse is reported, "": nowhere; `report` is called once the customer has confirmed that.
  constructor({ words, find, contact, report }) {
    this._words = words;
    this._contact = contact;
    this._report = report;
    this._fill();
    find("start").after(this._aside);
    find("viewer-offer").after(this.button);
    document.querySelector("main").after(this._abuse);
    document.body.append(this._question);
  }

  // Says all of it in the present language; `section` is what the page shows.
  say(section, { reported }) {
    const { _words: words, _said: said } = this;
    said.whose.textContent = words.say("guard_whose", location.host);
    for (const id of [...TEXTS, "stop"]) said[id].textContent = words.say(`guard_${id}`);
    this._aside.hidden = !["code", "start"].includes(section);
    this._abuse.textContent = this._contact ? words.say("guard_contact", this._contact) : "";
    this.button.textContent = words.say("report");
    this.button.disabled = reported;
    said.sure.textContent = words.say("report_sure");
    said.means.textContent = words.say("report_means");
    said.yes.textContent = words.say("report_yes");
    said.no.textContent = words.say("report_no");
  }

  _fill() {
    const [never, money] = TEXTS.map(() => made("strong"));
    const picture = made("img", { src: new URL("red_x.svg", FILES).href, alt: "", width: 28, height: 28 });
    this._said = {
      whose: made("p"),
      never,
      money,
      stop: made("span"),
      sure: made("h2", { id: "reporting-heading" }),
      means: made("p"),
      yes: made("button", { type: "button", className: "danger" }),
      no: made("button", { type: "button" }),
    };
    const { whose, stop, sure, means, yes, no } = this._said;
    const lines = [whose, made("p", {}, never), made("p", {}, money), made("p", { className: "row" }, picture, stop)];
    this._aside = made("aside", { id: "guard", className: "card", hidden: true }, ...lines);
    this._abuse = made("p", { id: "abuse", className: "muted small" });
    this.button = made("button", { id: "report", type: "button", className: "plain" });
    const answers = made("div", { className: "row" }, no, yes);
    this._question = made("dialog", { id: "reporting" }, sure, means, answers);
    this._question.setAttribute("aria-labelledby", sure.id);
    this.button.addEventListener("click", () => this._question.showModal());
    no.addEventListener("click", () => this._question.close());
    yes.addEventListener("click", () => this._confirmed());
  }

  _confirmed() {
    this._question.close();
    this._report();
  }
}
