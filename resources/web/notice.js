// The company's notices, for who wants to read one: loaded then, and shown over the page, as words.

import { at } from "./base.js";

export class Notices {
  constructor({ company, words, find }) {
    this._company = company;
    this._words = words;
    this._find = find;
    this._shown = "";
    this._texts = null; // of both languages, once they are loaded
    this._problem = false;
    find("foot-list").addEventListener("click", ({ target }) => this._open(target.dataset?.notice));
    find("notice-close").addEventListener("click", () => find("notice").close());
  }

  // Says the notice that is open in the present language.
  show() {
    const { _words: words, _find: find, _shown: name } = this;
    find("notice-close").textContent = words.say("notice_close");
    if (!name) return;
    const notice = this._company.notices(words).find((each) => each.name === name);
    find("notice-heading").textContent = words.say(name);
    const text = this._texts?.[words.language]?.[name] ?? "";
    find("notice-text").textContent = text || words.say(this._problem ? "notice_failed" : "connecting");
    find("notice-more").hidden = !notice?.href;
    find("notice-link").textContent = words.say("notice_more");
    if (notice?.href) find("notice-link").href = notice.href;
  }

  async _open(name) {
    if (!name) return;
    this._shown = name;
    this._problem = false;
    this.show();
    this._find("notice").showModal();
    try {
      this._texts ??= await this._load();
    } catch {
      this._problem = true;
    }
    this.show();
  }

  async _load() {
    const answer = await fetch(at(`company/${this._company.folder}/notices.json`));
    if (!answer.ok) throw new Error("no notices");
    return answer.json();
  }
}
