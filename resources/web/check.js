// A check of the connection from the page: what a browser can tell, and what the host itself answers over a link of its
// own, which says hello and sends zero bytes, and ends.

import { at } from "./base.js";
import { CHECKED, VERSION, pack, unpack } from "./messages.js";

const STEP_MS = 6000; // that each step may take
const ROUNDS = 3; // of which the shortest counts
const BURST = 6;
const BURST_BYTES = 3500; // together they fit into what a host takes of a page at once
const LEAST_MS = 2; // below which a burst says nothing more
const MARKS = { good: "✓", note: "•", bad: "✗" };

// Ends what is waited for.
class Stopped extends Error {}

// One link of its own: what the host says waits until it is asked for.
class Probing {
  constructor() {
    this._waiting = [];
    this._heard = [];
    this._ended = false;
    this._socket = new WebSocket(at("link").replace(/^http/, "ws"));
    this._socket.binaryType = "arraybuffer";
    this.opened = new Promise((resolve, reject) => {
      this._socket.addEventListener("open", resolve);
      this._socket.addEventListener("close", reject);
    });
    this.opened.catch(() => {}); // perhaps nobody waits for it any more
    this._socket.addEventListener("message", ({ data }) => this._take(data));
    this._socket.addEventListener("close", () => this._settle(null));
  }

  send(message) {
    this._socket.send(pack(message));
  }

  // Returns the next message that is known here; null: the link has ended.
  next() {
    if (this._heard.length) return Promise.resolve(this._heard.shift());
    if (this._ended) return Promise.resolve(null);
    return new Promise((resolve) => this._waiting.push(resolve));
  }

  close() {
    this._socket.close();
  }

  _take(data) {
    try {
      const message = unpack(new Uint8Array(data), CHECKED);
      if (message === null) return;
      if (this._waiting.length) this._waiting.shift()(message);
      else this._heard.push(message);
    } catch {
      this.close();
    }
  }

  _settle() {
    this._ended = true;
    for (const resolve of this._waiting.splice(0)) resolve(null);
  }
}

export class CheckDialog {
  constructor({ words, find }) {
    this._words = words;
    this._find = find;
    this._found = []; // [verdict, name of the sentence, what it names...]
    this._run = null;
    find("check-close").addEventListener("click", () => find("check").close());
    find("check").addEventListener("close", () => this._stop());
    find("check-copy").addEventListener("click", () => this._copy());
  }

  async open() {
    if (this._run !== null) return;
    const run = { ended: false };
    this._run = run;
    this._found = [];
    this.show();
    this._find("check").showModal();
    try {
      await this._check(run);
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
    } finally {
      run.link?.close();
      if (this._run === run) this._run = null;
      this.show();
    }
  }

  // Says everything in the present language.
  show() {
    const { _words: words, _find: find } = this;
    find("check-heading").textContent = words.say("check");
    find("check-lead").textContent = words.say(this._run === null ? "check_done" : "check_runs");
    find("check-list").replaceChildren(...this._lines().map(item));
    find("check-copy").textContent = words.say("check_copy");
    find("check-copy").disabled = this._run !== null;
    find("check-close").textContent = words.say(this._run === null ? "notice_close" : "check_stop");
  }

  _stop() {
    if (this._run === null) return;
    this._run.ended = true;
    this._run.link?.close();
    this._run = null;
  }

  _lines() {
    return this._found.map(([verdict, key, ...values]) => `${MARKS[verdict]} ${this._words.say(key, ...values)}`);
  }

  async _copy() {
    const when = new Date().toLocaleString(this._words.language);
    const text = [`${at("")}, ${when}`, navigator.userAgent, "", ...this._lines(), ""].join("\n");
    try {
      await navigator.clipboard.writeText(text);
      this._find("check-copy").textContent = this._words.say("check_copied");
    } catch {
      getSelection().selectAllChildren(this._find("check-list")); // this browser leaves it to its user
    }
  }

  _say(verdict, key, ...values) {
    this._found.push([verdict, key, ...values]);
    this.show();
  }

  // -- what is looked at ----------------------------------------------------------------------------------------

  async _check(run) {
    this._say("good", "check_page", location.host);
    this._say("note", "check_browser");
    const isThere = await this._loads(run);
    run.link = new Probing();
    const began = performance.now();
    if (!(await this._done(run, run.link.opened))) {
      this._say("bad", isThere ? "check_blocked" : "check_unreachable");
      return;
    }
    this._say("good", "check_websocket", shown(performance.now() - began));
    run.link.send({ t: "hello", version: VERSION, minor: 0, program: "page" });
    const answer = await this._done(run, run.link.next());
    if (answer?.t !== "welcome") {
      this._say("bad", answer ? "check_version" : "check_silent");
      return;
    }
    this._say("good", "check_host");
    await this._measure(run);
  }

  // Says whether the server answers to a plain request, and after how long.
  async _loads(run) {
    const began = performance.now();
    const answer = await this._done(run, fetch(document.querySelector("link[rel=icon]").href, { cache: "no-store" }));
    if (answer?.ok) this._say("good", "check_loads", shown(performance.now() - began));
    else this._say("bad", "check_loads_not");
    return Boolean(answer?.ok);
  }

  async _measure(run) {
    let delay = Infinity;
    let seen = "";
    for (let number = 0; number < ROUNDS; number++) {
      const began = performance.now();
      const answer = await this._probe(run, [number], new Uint8Array(0));
      if (answer === null) return;
      seen = answer.seen;
      delay = Math.min(delay, performance.now() - began);
    }
    this._say(delay > 300 ? "note" : "good", delay > 300 ? "check_delay_long" : "check_delay", shown(delay));
    const began = performance.now();
    const numbers = Array.from({ length: BURST }, (_, number) => ROUNDS + number);
    if ((await this._probe(run, numbers, new Uint8Array(BURST_BYTES))) === null) return;
    const took = Math.max(performance.now() - began - delay, LEAST_MS);
    const mbit = (8 * BURST * BURST_BYTES) / took / 1000;
    this._say(mbit < 0.3 ? "note" : "good", mbit < 0.3 ? "check_rate_slow" : "check_rate", shown(mbit));
    if (seen) this._say("good", "check_seen", seen);
  }

  // Sends one probe a number, and returns the last answer; null: the host does not measure, which is said.
  async _probe(run, numbers, data) {
    for (const number of numbers) run.link.send({ t: "probe", number, data });
    let answer = null;
    for (const number of numbers) {
      answer = await this._done(run, run.link.next());
      if (answer?.t !== "probed" || answer.number !== number || answer.data.length !== data.length) {
        this._say("note", answer?.t === "refused" ? "check_limit" : "check_not_measured");
        return null;
      }
    }
    return answer;
  }

  // Returns what `promise` comes to, or null where it fails or takes too long.
  async _done(run, promise) {
    let timer = 0;
    const late = new Promise((resolve) => {
      timer = setTimeout(() => resolve(null), STEP_MS);
    });
    const result = await Promise.race([promise, late]).catch(() => null);
    clearTimeout(timer);
    if (run.ended) throw new Stopped();
    return result;
  }
}

const shown = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));

function item(text) {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
}
