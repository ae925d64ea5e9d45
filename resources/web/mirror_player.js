// The page's side of the worker that decodes: parts in, painting out, with a bound on what waits.

import { Painting } from "./mirror_painting.js";

const PART_COST = 512; // bytes that a part counts besides its data
const WAITING_LIMIT = 16 << 20; // bytes of parts that wait; an honest sender is paced far below
const AHEAD = 4; // parts that the worker may have at once: what they stand for waits to be painted

// Decodes one stream.
//
// Args: `paint(areas)` puts areas into the picture; `shown(update)` is called once all of an update is painted;
// `broken(why)` once, when the parts are not an honest sender's.
export class Player {
  constructor({ worker, source, windowLimit, paint, shown, broken }) {
    this._worker = worker;
    this._stream = source.stream;
    this._painting = new Painting({ paint, painted: (part) => this._painted(part) });
    this._shown = shown;
    this._broken = broken;
    this._parts = []; // that wait here
    this._waiting = 0; // bytes of them
    this._ahead = 0; // parts that the worker has
    this._stopped = false;
    worker.onmessage = ({ data }) => this._decoded(data);
    worker.onerror = () => this._giveUp("the worker can't be started");
    worker.postMessage({ stream: source.stream, width: source.width, height: source.height, windowLimit });
  }

  // Decodes `part` after those before it.
  put(part) {
    this._parts.push(part);
    this._waiting += PART_COST + part.data.length;
    if (this._waiting > WAITING_LIMIT) {
      this._giveUp("too much waits");
    }
    this._goOn();
  }

  // Paints nothing from now on.
  stop() {
    this._stopped = true;
    this._parts = [];
    this._painting.stop();
  }

  _goOn() {
    while (!this._stopped && this._parts.length > 0 && this._ahead < AHEAD) {
      const { stream, update, final, data } = this._parts.shift();
      this._waiting -= PART_COST + data.length;
      this._ahead += 1;
      this._worker.postMessage({ stream, update, final, data });
    }
  }

  _decoded({ stream, update, final, areas, bad }) {
    if (this._stopped || stream !== this._stream) {
      return;
    }
    if (bad !== undefined) {
      this._giveUp(bad);
      return;
    }
    this._painting.add({ update, final, areas });
  }

  _painted({ update, final }) {
    this._ahead -= 1;
    if (final) {
      this._shown(update);
    }
    this._goOn();
  }

  _giveUp(why) {
    if (!this._stopped) {
      this.stop();
      this._broken(why);
    }
  }
}
