// The marks over the picture: laser dots, arrows, lines and rings, which the technician draws and which do nothing.
// They are bounded in number, points and rate; what is more is dropped, the oldest first.

const MARKS_LIMIT = 64;
const POINTS_LIMIT = 2048; // of one mark
const RATE_LIMIT = 120; // messages a second
const BURST_LIMIT = 240; // messages at once
const LASTS_S = { laser: 2, click: 1.2 }; // since its latest point
const VANISH_S = 5; // that another one is seen which is not kept
const FADE_S = 0.6; // of that, in which it fades
const DANGER = "#cb3a31";
const ACCENT = "#2a5fd6";
const HALO = "#ffffff"; // round it, so that it shows on any ground
const WIDTH = 4; // device pixels of a line
const HALO_WIDTH = 8;
const DOT = 3.5; // a laser dot's radius
const RING = 26; // a ring's radius at its end
const HEAD = 16; // an arrow's head
const HEAD_ANGLE = 0.45;

const nowS = () => performance.now() / 1000;

export class Marks {
  // `changed()` is called when there is something else to be drawn.
  constructor({ changed }) {
    this._changed = changed;
    this._marks = new Map(); // by number, the oldest first
    this._room = BURST_LIMIT;
    this._countedS = 0;
    this._frame = 0;
  }

  take({ number, kind, points, kept }) {
    if (!this._hasRoom()) return;
    if (points.length === 0) {
      this._marks.delete(number);
    } else {
      const mark = this._marks.get(number)?.kind === kind ? this._marks.get(number) : { kind, kept, points: [] };
      mark.points = shortened(kind, [...mark.points, ...points]);
      mark.latestS = nowS();
      this._marks.set(number, mark);
      if (this._marks.size > MARKS_LIMIT) this._marks.delete(this._marks.keys().next().value);
    }
    this._again();
  }

  clear() {
    this._marks.clear();
    this._again();
  }

  stop() {
    cancelAnimationFrame(this._frame);
  }

  // Returns what is to be seen now, as `{kind, points, strength, age}`, and forgets what is over.
  drawn() {
    const seen = [];
    for (const [number, { kind, kept, points, latestS }] of this._marks) {
      const lastsS = LASTS_S[kind] ?? (kept ? Infinity : VANISH_S);
      const leftS = latestS + lastsS - nowS();
      if (leftS <= 0) this._marks.delete(number);
      else seen.push({ kind, points, strength: Math.min(1, leftS / FADE_S), age: 1 - leftS / lastsS });
    }
    return seen;
  }

  _again() {
    cancelAnimationFrame(this._frame);
    this._frame = requestAnimationFrame(() => {
      this._changed();
      if ([...this._marks.values()].some(({ kind, kept }) => !kept || kind in LASTS_S)) this._again();
    });
  }

  _hasRoom() {
    const s = nowS();
    this._room = Math.min(BURST_LIMIT, this._room + (s - this._countedS) * RATE_LIMIT);
    this._countedS = s;
    this._room -= this._room < 1 ? 0 : 1;
    return this._room >= 1;
  }
}

function shortened(kind, points) {
  if (kind in LASTS_S) return points.slice(-1);
  if (kind === "arrow") return [points[0], points.at(-1)];
  return points.slice(-POINTS_LIMIT);
}

// Draws `marks` alone; `scale` is that of the picture, so that they look the same at any.
export function draw(context, marks, scale) {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.lineCap = context.lineJoin = "round";
  for (const mark of marks) {
    const path = shape(mark, scale);
    context.globalAlpha = mark.strength;
    const colour = mark.kind === "click" ? ACCENT : DANGER;
    for (const [ink, width] of [[HALO, HALO_WIDTH], [colour, WIDTH]]) {
      context.strokeStyle = ink;
      context.lineWidth = width / scale;
      context.stroke(path);
    }
  }
}

function addHead(path, tail, tip, length) {
  const angle = Math.atan2(tip.y - tail.y, tip.x - tail.x);
  for (const side of [-HEAD_ANGLE, HEAD_ANGLE]) {
    path.moveTo(tip.x, tip.y);
    path.lineTo(tip.x - length * Math.cos(angle + side), tip.y - length * Math.sin(angle + side));
  }
}

function shape({ kind, points, age }, scale) {
  const path = new Path2D();
  const [first, last] = [points[0], points.at(-1)];
  if (kind === "laser" || kind === "click") {
    path.arc(last.x, last.y, (kind === "laser" ? DOT : RING * (0.3 + 0.7 * age)) / scale, 0, 2 * Math.PI);
    return path;
  }
  path.moveTo(first.x, first.y);
  for (const { x, y } of points) path.lineTo(x, y);
  if (kind === "arrow" && (first.x !== last.x || first.y !== last.y)) addHead(path, first, last, HEAD / scale);
  return path;
}
