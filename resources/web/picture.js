// The picture of the support's screen in the page, while something is shown and this browser can show it.

import { Mirror, abilities } from "./mirror.js";

export { abilities };

export class Picture {
  constructor({ customer, find, words }) {
    this._customer = customer;
    this._find = find;
    this._words = words;
    this._mirror = null;
  }

  // Follows who shares.
  follow(sharing) {
    if (sharing === 0) this.stop();
  }

  receive(content) {
    try {
      this._mirror ??= this._open();
      this._mirror.receive(content);
    } catch (error) {
      console.warn("the picture does not fit, link closed:", error);
      this.stop();
      this._customer.restart();
    }
  }

  stop() {
    this._find("picture").hidden = true;
    this._mirror?.stop();
    this._mirror = null;
  }

  _open() {
    this._find("picture").hidden = false;
    return new Mirror({
      place: this._find("picture-place"),
      words: (key) => (this._words.has(key) ? this._words.say(key) : key),
      tell: (content) => this._customer.tellSharer(content),
      end: () => this._customer.endShare(),
    });
  }
}
