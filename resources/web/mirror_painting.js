// Paints what was decoded, a stretch at a time, so that the page stays usable whatever a sender has painted: the time is
// measured, and what waits here is not taken from the worker, which then decodes no more.

const TURN_MS = 8; // of painting in one go, and one stretch more
const STRETCH_PIXELS = 1 << 20; // painted at once
const STRETCH_AREAS = 256;
const BUSY = 0.7; // of the time that may be painted for longer...
const BUSY_AT_ONCE_MS = 100; // ...than this

export class Painting {
  // `paint(areas)` puts areas into the picture, `painted(part)` is called once all of a part is painted.
  constructor({ paint, painted, clock = () => performance.now() }) {
    this._paint = paint;
    this._painted = painted;
    this._clock = clock;
    this._waiting = [];
    this._begun = 0; // areas of the first part that are painted
    this._timer = 0;
    this._room = BUSY_AT_ONCE_MS;
    this._counted = clock();
  }

  // Paints `part`, which has `areas`, after what waits: now, as far as that takes no longer than it may.
  add(part) {
    this._waiting.push(part);
    if (this._timer === 0) this._turn();
  }

  // Paints nothing from now on.
  stop() {
    clearTimeout(this._timer);
    this._waiting = [];
  }

  _turn() {
    this._timer = 0;
    const begun = this._clock();
    this._room = Math.min(BUSY_AT_ONCE_MS, this._room + (begun - this._counted) * BUSY);
    let end = begun;
    while (this._waiting.length > 0 && end - begun < TURN_MS) {
      this._paintStretch();
      end = this._clock();
    }
    this._room -= end - begun;
    this._counted = end;
    if (this._waiting.length > 0) this._timer = setTimeout(() => this._turn(), Math.max(0, -this._room / BUSY));
  }

  _paintStretch() {
    const part = this._waiting[0];
    const stretch = [];
    let pixels = 0;
    for (const area of part.areas.slice(this._begun, this._begun + STRETCH_AREAS)) {
      stretch.push(area);
      pixels += area.width * area.height;
      if (pixels >= STRETCH_PIXELS) break;
    }
    this._begun += stretch.length;
    const whole = this._begun === part.areas.length;
    if (whole) {
      this._waiting.shift();
      this._begun = 0;
    }
    this._paint(stretch);
    if (whole) this._painted(part);
  }
}
