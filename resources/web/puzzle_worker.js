// Work that the host asks of whoever joins with a code while many are tried: SHA-256 with leading zero bits, in a worker,
// one try after the other without waiting, as WebCrypto cannot. The rules are those of `protocol/rates/puzzle.py`.

import { sha256 } from "./vendor/noble/hashes/sha2.js";

const ANSWER_BYTES = 8;

// Returns the first answer.
function solve(token, bits) {
  const tried = new Uint8Array(token.length + ANSWER_BYTES);
  tried.set(token);
  const view = new DataView(tried.buffer);
  for (let number = 0; ; number += 1) {
    view.setUint32(tried.length - 4, number);
    const digest = sha256(tried);
    if (new DataView(digest.buffer, digest.byteOffset).getUint32(0) >>> (32 - bits) === 0) {
      return tried.slice(token.length);
    }
  }
}

onmessage = ({ data: { token, bits } }) => postMessage(solve(token, bits));
