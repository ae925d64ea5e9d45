// Puzzles of one attempt to join: solved one at a time in a worker, and a bounded number, whatever the host says.

import { BadMessage } from "./crypto.js";

const PUZZLES_LIMIT = 3; // of one attempt

export class Puzzles {
  // `solved` is called with each answer, as {token, answer}.
  constructor(solved) {
    this._solved = solved;
    this._worker = null;
    this._count = 0;
  }

  get working() {
    return this._worker !== null;
  }

  // Begins to work.
  begin({ token, bits }) {
    this._count += 1;
    if (this.working || this._count > PUZZLES_LIMIT) throw new BadMessage("more work than anybody needs to ask for");
    this._worker = new Worker(new URL("./puzzle_worker.js", import.meta.url), { type: "module" });
    this._worker.onmessage = ({ data }) => {
      this.end();
      this._solved({ token, answer: data });
    };
    this._worker.postMessage({ token, bits });
  }

  // Works no more.
  end() {
    this._worker?.terminate();
    this._worker = null;
  }
}
