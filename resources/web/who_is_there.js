// Asks from time to time whether somebody is there, while a reader decides whether to write, or waits.

import { at } from "./base.js";

const AGAIN_MS = 15_000;

export class WhoIsThere {
  // `channel` is the one that was opened, "" where codes are typed; `wanted` says whether it matters now, and `changed` is
  // called with what is known, where that is something else than before.
  constructor({ channel, company, wanted, changed }) {
    this._at = at(`company/now${channel ? `/${encodeURIComponent(channel)}` : ""}`);
    this._company = company;
    this._wanted = wanted;
    this._changed = changed;
  }

  start() {
    setInterval(() => this._ask(), AGAIN_MS);
    document.addEventListener("visibilitychange", () => this._ask());
  }

  async _ask() {
    if (document.hidden || !this._wanted()) return;
    try {
      const answer = await fetch(this._at, { cache: "no-store" });
      if (!answer.ok) return;
      const known = await answer.json();
      if (Object.keys(known).length === 0 || JSON.stringify(known) === JSON.stringify(this._company.entrance)) return;
      this._company.entrance = known;
      this._changed();
    } catch {
      // the host is not to be reached now: the page says that where it matters
    }
  }
}
