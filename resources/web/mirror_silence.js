// Silence of the one whose picture is shown: it looks live, and may be old.

const QUIET_MS = 3000; // of silence; who shares says something every two seconds, also of a picture that stands still
const LOOK_MS = 500; // between two looks

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
    if (this._timer === null) this._lookLater();
  }

  // Listens no more, until something comes.
  stop() {
    clearTimeout(this._timer);
    this._timer = null;
    this._tell(false);
  }

  _lookLater() {
    const due = performance.now() + LOOK_MS;
    this._timer = setTimeout(() => this._look(due), LOOK_MS);
  }

  _look(due) {
    const now = performance.now();
    if (now - due > LOOK_MS) this._heard = now; // the page stood still: what has come meanwhile was not read yet
    this._tell(now - this._heard >= QUIET_MS);
    this._lookLater();
  }

  _tell(value) {
    if (value === this._quiet) return;
    this._quiet = value;
    this._say(value);
  }
}
