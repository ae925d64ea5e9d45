// Silence of the one whose picture is shown: it looks live, and may be old.

const QUIET_MS = 3000; // of silence; who shares says something every two seconds, also of a picture that stands still
const LATE_MS = 500; // a look that comes later was held up with the whole page

export class Silence {
  // `say(quiet)` is told each change.
  constructor(say) {
    this._say = say;
    this._heard = 0;
    this._quiet = false;
    this._timer = null;
  }

  // Notes that something has come.
  heard() {
    this._heard = performance.now();
    this._tell(false);
    if (this._timer === null) this._lookIn(QUIET_MS);
  }

  // Listens no more, until something comes.
  stop() {
    clearTimeout(this._timer);
    this._timer = null;
    this._tell(false);
  }

  _lookIn(delay) {
    const due = performance.now() + delay;
    this._timer = setTimeout(() => this._look(due), delay);
  }

  // Says that it is quiet, or looks again when it would be; once it is, what comes begins anew.
  _look(due) {
    const now = performance.now();
    if (now - due > LATE_MS) this._heard = now; // the page stood still: what has come meanwhile was not read yet
    const left = this._heard + QUIET_MS - now;
    if (left > 0) {
      this._lookIn(left);
    } else {
      this._timer = null;
      this._tell(true);
    }
  }

  _tell(value) {
    if (value === this._quiet) return;
    this._quiet = value;
    this._say(value);
  }
}
