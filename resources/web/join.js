// The joiner's side of one join by a link's secret: nonces, proofs from both sides, then the lead's grant.

import { bigEndian, concat, random, same, utf8 } from "./bytes.js";
import { BadMessage, decrypt, hkdf, hmac, sealingKey } from "./crypto.js";
import { GRANT, VERSION, unpack } from "./messages.js";

const NONCE_BYTES = 32;
const PROOF_BYTES = 32;

export class PageExchange {
  // `secret` is the link's, as characters. `grant` is what the lead hands out, null until its last step was right.
  constructor({ secret, session, join, nonce = random(NONCE_BYTES) }) {
    this.grant = null;
    this._secret = secret;
    this._nonce = nonce;
    this._context = concat(`fernblick ${VERSION} join`, session, bigEndian(join, 4), "customer/web");
    this._keys = null;
  }

  start() {
    return concat("w", this._nonce);
  }

  // Takes the lead's next step and returns the answer to it; null after the last one.
  async step(data) {
    if (this._keys === null) return this._answer(data);
    await this._finish(data);
    return null;
  }

  async _answer(nonce) {
    if (nonce.length !== NONCE_BYTES) throw new BadMessage("step of a wrong length");
    const salt = concat(this._nonce, nonce);
    this._keys = await hkdf(utf8(this._secret), { salt, info: this._context, bytes: 96 });
    return hmac(this._keys.subarray(0, 32), concat("joiner", this._context));
  }

  async _finish(data) {
    const proof = await hmac(this._keys.subarray(32, 64), concat("lead", this._context));
    if (!same(data.subarray(0, PROOF_BYTES), proof)) throw new BadMessage("wrong proof");
    const key = await sealingKey(this._keys.subarray(64));
    const plain = await decrypt(key, new Uint8Array(12), data.subarray(PROOF_BYTES), this._context);
    this.grant = unpack(plain, GRANT);
    if (this.grant === null) throw new BadMessage("no grant");
  }
}
