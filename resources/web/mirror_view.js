// Shows the mirror: the whole screen as large as it fits, or at a scale, exactly at 100 %, or on the full screen.

import { MirrorBar, made } from "./mirror_bar.js";
import { draw } from "./mirror_marks.js";
import { Picture } from "./mirror_picture.js";
import { Pointer } from "./mirror_pointer.js";

const SCALES = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.25, 1.5, 2, 3, 4, 6, 8]; // what zooming in and out steps to
const PERCENT_LIMIT = 3200; // that a report can say
const BAR_SHOWN_MS = 3000; // how long the bar stays over a full screen after the last motion

// A scale counts device pixels a pixel of the picture, so that 1 is exact on any display.
export class MirrorView {
  constructor({ place, frame, words, end, zoomed, chosen }) {
    this._frame = frame;
    this._words = words;
    this._zoomed = zoomed;
    this._fixed = null; // the scale; null: as large as it fits
    this._scale = 1;
    this._notice = "";
    this._size = { width: 1, height: 1 };
    this._listening = new AbortController();
    this._still = 0; // the timer after which nothing has moved
    this._make(place);
    this.picture = new Picture(this._canvas);
    this.pointer = new Pointer(this._pointer);
    const zoom = (way) => () => this._zoom(way);
    this.bar = new MirrorBar({
      words,
      chosen,
      does: {
        smaller: zoom(-1), larger: zoom(1), fit: () => this._to(null), actual: () => this._to(1),
        fullScreen: () => this._toggleFullScreen(), end,
      },
    });
    this._element.prepend(this.bar.element);
    this._listen();
    this.showWords();
  }

  // Begins anew, black.
  begin(width, height, title) {
    this._size = { width, height };
    this.picture.begin(width, height);
    this._view.style.aspectRatio = `${width} / ${height}`;
    this.bar.title(title);
    this._place();
  }

  // Returns what is seen of the picture, as a report says it.
  seen() {
    const scale_percent = Math.min(Math.max(Math.round(100 * this._scale), 1), PERCENT_LIMIT);
    return { scale_percent, visible: document.visibilityState === "visible", full_screen: this._isFull };
  }

  // Says over the picture why it stands still: "paused", "quiet", "interrupted" or "broken"; "": it does not.
  say(notice) {
    this._notice = notice;
    this._sign.textContent = notice === "" ? "" : this._words(`picture_${notice}`);
    this._sign.hidden = notice === "";
  }

  drawMarks(marks) {
    const { width, height } = marks.length ? this._size : { width: 1, height: 1 }; // memory for what is used
    if (this._marks.width !== width) this._marks.width = width;
    if (this._marks.height !== height) this._marks.height = height;
    draw(this._marks.getContext("2d"), marks, this._scale);
  }

  showWords() {
    this.bar.showWords();
    this._canvas.setAttribute("aria-label", this._words("picture_heading"));
    this._view.setAttribute("aria-label", this._words("picture_heading"));
    this.say(this._notice);
  }

  remove() {
    clearTimeout(this._still);
    this._listening.abort();
    this._resized.disconnect();
    if (this._isFull) document.exitFullscreen();
    this._element.remove();
  }

  get _isFull() {
    return document.fullscreenElement === this._frame;
  }

  _make(place) {
    this._element = place.appendChild(made("div", "mirror"));
    this._view = this._element.appendChild(made("div", "mirror-view fitted", { tabindex: "0", role: "region" }));
    this._stage = this._view.appendChild(made("div", "mirror-stage"));
    this._canvas = this._stage.appendChild(made("canvas", "mirror-picture", { role: "img" }));
    this._marks = this._stage.appendChild(made("canvas", "mirror-marks", { "aria-hidden": "true" }));
    this._pointer = this._stage.appendChild(made("canvas", "mirror-pointer", { "aria-hidden": "true", hidden: "" }));
    this._sign = this._element.appendChild(made("p", "mirror-notice", { role: "status" }));
  }

  _listen() {
    const { signal } = this._listening;
    this._resized = new ResizeObserver(() => this._place());
    this._resized.observe(this._view);
    this._view.addEventListener("keydown", (event) => this._key(event), { signal });
    document.addEventListener("fullscreenchange", () => this._followFullScreen(), { signal });
    for (const motion of ["pointermove", "pointerdown", "keydown"]) {
      this._frame.addEventListener(motion, () => this._showBar(), { signal });
    }
    if (!document.fullscreenEnabled) this.bar.withoutFullScreen();
  }

  _key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const does = {
      "+": () => this._zoom(1),
      "=": () => this._zoom(1),
      "-": () => this._zoom(-1),
      0: () => this._to(1),
      9: () => this._to(null),
      f: () => this._toggleFullScreen(),
    }[event.key.toLowerCase()];
    if (does === undefined) return;
    event.preventDefault();
    does();
  }

  _toggleFullScreen() {
    if (this._isFull) document.exitFullscreen();
    else this._frame.requestFullscreen();
  }

  _followFullScreen() {
    if (this._isFull) this._view.focus();
    this._showBar();
    this._place();
  }

  // Shows the bar; over a full screen for a while only.
  _showBar() {
    clearTimeout(this._still);
    this._element.classList.remove("still");
    if (this._isFull) this._still = setTimeout(() => this._element.classList.add("still"), BAR_SHOWN_MS);
  }

  _zoom(way) {
    const larger = (scale) => scale > this._scale + 0.005;
    const smaller = (scale) => scale < this._scale - 0.005;
    const next = way > 0 ? SCALES.find(larger) : SCALES.findLast(smaller);
    if (next !== undefined) this._to(next);
  }

  _to(scale) {
    this._fixed = scale;
    this._place();
  }

  // Gives the picture its size in the view, as it is now.
  _place() {
    const { width, height } = this._size;
    const ratio = devicePixelRatio;
    const room = Math.min((this._view.clientWidth * ratio) / width, (this._view.clientHeight * ratio) / height);
    this._view.classList.toggle("fitted", this._fixed === null);
    this._scale = this._fixed ?? (this._isFull ? room : Math.min(1, room));
    const across = this._scale / ratio;
    this._stage.style.width = `${width * across}px`;
    this._stage.style.height = `${height * across}px`;
    this._stage.classList.toggle("magnified", this._scale >= 2);
    this.pointer.scale(across);
    this.bar.size({ percent: Math.round(100 * this._scale), fitted: this._fixed === null, full: this._isFull });
    this._zoomed();
  }
}
