// The support's screen in the page, view only: what the sharer sends comes in here, and what the customer sees and does
// goes back. Nothing else leaves: there is no message that carries input.

import { BadUpdate } from "./bad_update.js";
import { COPY, JPEG, PIXELS, PREDICTED } from "./mirror_areas.js";
import { Marks } from "./mirror_marks.js";
import { Player } from "./mirror_player.js";
import { MirrorView } from "./mirror_view.js";
import { ViewReport } from "./mirror_report.js";
import { Silence } from "./mirror_silence.js";

const AREA_LIMIT = 33_600_000; // pixels of a screen
const WINDOW_LOG = 25;
const SMALL_WINDOW_LOG = 23; // of phones, and of what has little memory
const LITTLE_MEMORY = 4; // GiB

// Returns what this browser can make a picture of.
export function capabilities() {
  const picture = ["Worker", "WebAssembly", "createImageBitmap", "ResizeObserver"].every((name) => name in globalThis);
  const small = navigator.deviceMemory < LITTLE_MEMORY || matchMedia("(hover: none)").matches;
  const window_log = small ? SMALL_WINDOW_LOG : WINDOW_LOG;
  return { picture, window_log, kinds: [PIXELS, PREDICTED, JPEG, COPY] };
}

export class Mirror {
  // `place` is the empty element that takes the mirror, `frame` the one that fills the screen when the customer wants
  // it so; `words(key, ...parts)` returns a sentence; `tell(content)` seals content for the sharer; `end()` asks the
  // host to end the share; `broken(why)` closes the link, since no honest sharer made what has come.
  constructor({ place, frame, words, tell, end, broken }) {
    this._tell = tell;
    this._broken = broken;
    this._worker = new Worker(new URL("./mirror_worker.js", import.meta.url), { type: "module" });
    this._player = null;
    this._source = null; // what is shown
    this._marks = new Marks({ changed: () => this._view.drawMarks(this._marks.drawn()) });
    this._report = new ViewReport({ look: () => this._view.seen(), say: tell });
    this._seen = () => this._report.check();
    const chosen = (number) => tell({ t: "source_wish", number });
    this._view = new MirrorView({ place, frame, words, end, zoomed: this._seen, chosen });
    this._silence = new Silence((quiet) => this._view.say(quiet ? "quiet" : ""));
    document.addEventListener("visibilitychange", this._seen);
    this._handlers = {
      share_source: (source) => this._begin(source),
      update_part: (part) => this._part(part),
      pointer_at: ({ x, y, visible }) => this._view.pointer.move(x, y, visible),
      pointer_shape: (shape) => this._view.pointer.look(shape),
      share_paused: ({ paused, why }) => this._paused(paused, why),
      shared_sources: ({ sources, shown }) => this._view.bar.offer(sources, shown),
      mark: (mark) => this._mark(mark),
      marks_cleared: ({ picture }) => picture === "share" && this._marks.clear(),
    };
  }

  // Handles content of the sharer; throws BadUpdate where no honest one says this.
  receive(content) {
    const handler = this._handlers[content.t];
    if (!handler) return;
    this._silence.heard();
    handler(content);
  }

  // Ends the mirror; nothing of it is shown afterwards.
  stop() {
    document.removeEventListener("visibilitychange", this._seen);
    this._silence.stop();
    this._player?.stop();
    this._worker.terminate();
    this._report.stop();
    this._marks.stop();
    this._view.remove();
  }

  // Says that a connection is down; the picture stays as it is until another source begins.
  interrupted() {
    this._silence.stop();
    this._view.say("interrupted");
  }

  // Says that nothing more comes of what was sent; another source begins anew.
  brokenOff() {
    this._silence.stop();
    this._player?.stop();
    this._view.say("broken");
  }

  // Says everything again in the page's language, which may be another one.
  showWords() {
    this._view.showWords();
  }

  _begin(source) {
    const { stream, width, height, title } = source;
    if (width * height > AREA_LIMIT) throw new BadUpdate(`a screen of ${width} x ${height}`);
    this._player?.stop();
    const before = this._source;
    this._source = source;
    if (before === null || width !== before.width || height !== before.height || title !== before.title) {
      this._view.begin(width, height, title);
    }
    this._view.pointer.hide();
    this._marks.clear();
    this._view.say("");
    this._player = new Player({
      worker: this._worker,
      source,
      windowLimit: 2 ** capabilities().window_log,
      paint: (areas) => this._view.picture.apply(areas),
      shown: (update) => this._tell({ t: "update_shown", stream, update }),
      broken: this._broken,
    });
    this._report.again();
  }

  _part(part) {
    if (this._player !== null && part.stream === this._source.stream) this._player.put(part);
  }

  _paused(value, why) {
    if (value) this._silence.stop();
    this._view.say(value ? (why ? `paused_${why}` : "paused") : "");
    this._report.again();
  }

  _mark(mark) {
    if (mark.picture === "share" && mark.stream === this._source?.stream) this._marks.take(mark);
  }
}
