// The page's side of the worker that decodes: parts in, painting out, with a bound on what waits.

const WAITING_LIMIT = 16 << 20; // bytes of parts that wait; an honest sender is paced far below
const AHEAD = 4; // parts that the worker may have at once: what they stand for waits to be painted

// Decodes one stream.
//
// Args: `paint(areas)` puts areas into the picture; `shown(update)` is called once all of an update is painted;
// `broken(why)` once, when the parts are not an honest sender's.
export class Player {
  constructor({ worker, source, windowLimit, paint, shown, broken }) {
    this.worker = worker;
    this.stream = source.stream;
    this.paint = paint;
    this.shown = shown;
    this.broken = broken;
    this.parts = []; // that wait here
    this.waiting = 0; // bytes of them
    this.ahead = 0; // parts that the worker has
    this.stopped = false;
    worker.onmessage = ({ data }) => this.decoded(data);
    worker.onerror = () => this.giveUp("the worker can't be started");
    worker.postMessage({ stream: source.stream, width: source.width, height: source.height, windowLimit });
  }

  // Decode `part` after those before it.
  put(part) {
    this.parts.push(part);
    this.waiting += part.data.length;
    if (this.waiting > WAITING_LIMIT) {
      this.giveUp("too much waits");
    }
    this.goOn();
  }

  // Paint nothing from now on.
  stop() {
    this.stopped = true;
    this.parts = [];
  }

  goOn() {
    while (!this.stopped && this.parts.length > 0 && this.ahead < AHEAD) {
      const { stream, update, final, data } = this.parts.shift();
      this.waiting -= data.length;
      this.ahead += 1;
      this.worker.postMessage({ stream, update, final, data });
    }
  }

  decoded({ stream, update, final, areas, bad }) {
    if (this.stopped || stream !== this.stream) {
      return;
    }
    if (bad !== undefined) {
      this.giveUp(bad);
      return;
    }
    this.ahead -= 1;
    this.paint(areas);
    if (final) {
      this.shown(update);
    }
    this.goOn();
  }

  giveUp(why) {
    if (!this.stopped) {
      this.stop();
      this.broken(why);
    }
  }
}
