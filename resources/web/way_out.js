// What the page says where no link to the host comes about: why, as far as it can tell, and whom else to turn to.

import { at } from "./base.js";
import { contacts } from "./contacts.js";

const LOOK_MS = 1000;
const PATIENCE_MS = 5500; // without a link, before the host is asked
const ASK_MS = 3000; // together less than ten seconds
const ASK_AGAIN_MS = 30000;

export class WayOut {
  // `connected` says whether there is a link, or none is wanted any more.
  constructor({ find, words, connected }) {
    this._find = find;
    this._words = words;
    this._connected = connected;
    this._since = Date.now();
    this._asked = 0;
    this._why = "";
    setInterval(() => this._look(), LOOK_MS);
  }

  // Says everything in the present language.
  show() {
    const { _find: find, _words: words, _why: why } = this;
    find("way").hidden = why === "";
    const said = why === "" ? "" : words.say(`way_${why}`);
    if (find("way-why").textContent !== said) find("way-why").textContent = said;
    if (why !== "") find("way-contact").replaceChildren(...contacts(words));
  }

  _look() {
    if (this._connected()) {
      this._since = Date.now();
      this._asked = 0;
      this._turn("");
    } else if (Date.now() - this._since > PATIENCE_MS && Date.now() - this._asked > ASK_AGAIN_MS) {
      this._asked = Date.now();
      this._ask();
    }
  }

  // Asks by plain HTTP, which tells the host, too: where that gets through, it is the WebSocket alone that does not.
  async _ask() {
    let why = "unreachable";
    try {
      const answer = await fetch(at("link?blocked"), { cache: "no-store", signal: AbortSignal.timeout(ASK_MS) });
      if (answer.status === 204) why = "blocked";
    } catch {
      // no answer at all
    }
    if (!this._connected()) this._turn(why);
  }

  _turn(why) {
    if (why === this._why) return;
    this._why = why;
    this.show();
  }
}
