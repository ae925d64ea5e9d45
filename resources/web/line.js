// The page's line to its host: a WebSocket that comes back by itself for as long as it is wanted.

import { BadMessage } from "./crypto.js";
import { FROM_HOST, VERSION, pack, unpack } from "./messages.js";

const FIRST_MS = 250; // before the first new try; doubled after each failure
const LIMIT_MS = 8000;
const SILENT_MS = 15000; // after which the host is taken for gone: it asks for a sign of life every 5 s
const LOOK_MS = 2500;

export class Line {
  // `up` is called after each welcome, `receive` with each later message (and awaited), `down` whenever a link or a try
  // has ended.
  constructor({ url, up, receive, down }) {
    this._url = url;
    this._up = up;
    this._receive = receive;
    this._down = down;
    this._delay = FIRST_MS;
    this._socket = null;
    this._greeted = false;
    this._wanted = true;
    this._timer = 0;
    this._heard = 0;
    this._turn = Promise.resolve();
    this._hurry = () => this._comeBack();
    for (const event of ["online", "pageshow"]) addEventListener(event, this._hurry);
    document.addEventListener("visibilitychange", this._hurry);
    this._watch = setInterval(() => this._checkSilence(), LOOK_MS);
    this._dial();
  }

  get isUp() {
    return this._greeted;
  }

  // Sends a message, or drops it where there is no link; null is no message.
  send(message) {
    if (message !== null && this._greeted && this._socket.readyState === WebSocket.OPEN) {
      this._socket.send(pack(message));
    }
  }

  // Does `act` after all that has begun, before all that comes: whatever seals or opens goes through here.
  enqueue(act) {
    const socket = this._socket;
    this._turn = this._turn.then(act).catch((error) => this._failed(socket, error));
    return this._turn;
  }

  // From now on, a break is a new story: the next try comes soon.
  settled() {
    this._delay = FIRST_MS;
  }

  // Ends the link and begins anew.
  restart() {
    this._socket?.close();
  }

  // Closes the link and stays down.
  stop() {
    this._wanted = false;
    clearTimeout(this._timer);
    clearInterval(this._watch);
    for (const event of ["online", "pageshow"]) removeEventListener(event, this._hurry);
    document.removeEventListener("visibilitychange", this._hurry);
    this._socket?.close();
  }

  _dial() {
    const socket = new WebSocket(this._url);
    socket.binaryType = "arraybuffer";
    this._socket = socket;
    this._heard = Date.now();
    socket.addEventListener("open", () => socket.send(pack({ t: "hello", version: VERSION, minor: 0, program: "page" })));
    socket.addEventListener("message", ({ data }) => {
      this._heard = Date.now();
      this.enqueue(() => this._take(socket, data));
    });
    socket.addEventListener("close", () => this.enqueue(() => this._lost(socket)));
  }

  async _take(socket, data) {
    if (socket !== this._socket || !this._wanted) return;
    if (!(data instanceof ArrayBuffer)) throw new BadMessage("no binary frame");
    const message = unpack(new Uint8Array(data), FROM_HOST);
    if (message === null || message.t === "pong") return;
    if (message.t === "ping") {
      socket.send(pack({ t: "pong" }));
    } else if (message.t === "welcome" && !this._greeted) {
      this._greeted = true;
      await this._up();
    } else {
      await this._receive(message);
    }
  }

  _failed(socket, error) {
    console.warn(error instanceof BadMessage ? `bad message, link closed: ${error.message}` : error);
    socket?.close();
  }

  async _lost(socket) {
    if (socket !== this._socket) return;
    this._greeted = false;
    if (!this._wanted) return;
    await this._down();
    clearTimeout(this._timer);
    this._timer = setTimeout(() => this._again(), this._delay);
    this._delay = Math.min(2 * this._delay, LIMIT_MS);
  }

  _again() {
    this._timer = 0;
    if (this._wanted) this._dial();
  }

  // Tries at once: the network, or the page itself, is back.
  _comeBack() {
    if (document.visibilityState === "hidden") return;
    this._checkSilence();
    if (this._timer) {
      clearTimeout(this._timer);
      this._again();
    }
  }

  _checkSilence() {
    if (this._socket.readyState <= WebSocket.OPEN && Date.now() - this._heard > SILENT_MS) this._socket.close();
  }
}
