// Says what the customer really sees of the mirror: when it changes, not too often, and the latest in the end.

const INTERVAL_MS = 500; // between two reports, at least

export class ViewReport {
  // `look()` returns what is seen now, `say(content)` sends it.
  constructor({ look, say }) {
    this._look = look;
    this._say = say;
    this._last = "";
    this._timer = 0;
  }

  // Says what is seen if it is another; later if something was said a moment ago.
  check() {
    if (this._timer !== 0) return; // it looks again
    const seen = this._look();
    if (JSON.stringify(seen) === this._last) return;
    this._last = JSON.stringify(seen);
    this._timer = setTimeout(() => {
      this._timer = 0;
      this.check();
    }, INTERVAL_MS);
    this._say({ t: "mirror_view", ...seen });
  }

  // Says it once more, to a sharer that may have missed it.
  again() {
    this._last = "";
    this.check();
  }

  stop() {
    clearTimeout(this._timer);
  }
}
