// The picture of the support's screen in the page, while something is shown: from its first source to its end.

import { Mirror } from "./mirror.js";

const FROZEN_MS = 15000; // that a picture may stand still while a connection is lost: then it is shown no longer

export class Picture {
  constructor({ customer, find, words }) {
    this._customer = customer;
    this._find = find;
    this._words = words;
    this._mirror = null;
    this._unwanted = false; // the customer has ended the share that the host still takes for running
    this._asksAgain = false; // and a link was lost since
    this._frozen = null; // the timer that ends a picture which stands still
  }

  // Follows who shares, and whether the links are there.
  follow() {
    const { sharing, sharerHere, connected } = this._customer;
    if (sharing === 0) {
      this._unwanted = this._asksAgain = false;
      this.stop();
    } else if (!sharerHere) {
      this._freeze();
    } else if (this._asksAgain && connected) {
      this._asksAgain = false;
      this._customer.endShare();
    }
  }

  // Handles content of the one who shares.
  receive(content) {
    if (this._unwanted) return;
    try {
      if (content.t === "share_source") this._thaw();
      if (this._mirror === null && content.t === "share_source") this._open();
      this._mirror?.receive(content);
    } catch (error) {
      this._broken(error);
    }
  }

  // Freezes the picture: a connection is lost.
  interrupt() {
    this._asksAgain = this._unwanted;
    this._freeze();
  }

  _freeze() {
    this._mirror?.interrupted();
    if (this._mirror !== null && this._frozen === null) this._frozen = setTimeout(() => this.stop(), FROZEN_MS);
  }

  _thaw() {
    clearTimeout(this._frozen);
    this._frozen = null;
  }

  showWords() {
    this._find("picture-heading").textContent = this._words.say("picture_heading");
    this._mirror?.showWords();
  }

  stop() {
    this._thaw();
    this._find("picture").hidden = true;
    delete document.body.dataset.picture;
    this._mirror?.stop();
    this._mirror = null;
  }

  _open() {
    this._find("picture").hidden = false;
    document.body.dataset.picture = "shown";
    this._find("picture-heading").textContent = this._words.say("picture_heading");
    this._mirror = new Mirror({
      place: this._find("picture"),
      frame: this._find("picture"),
      words: (key, ...parts) => this._words.say(key, ...parts),
      tell: (content) => this._customer.tellSharer(content),
      end: () => this._end(),
      broken: (why) => this._broken(why),
    });
  }

  _end() {
    this._unwanted = true;
    this.stop();
    this._customer.endShare();
  }

  _broken(why) {
    console.warn("the picture does not fit, link closed:", why);
    this._mirror?.brokenOff();
    this._customer.restart();
  }
}
