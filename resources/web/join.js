// The joiner's side of one join: the secret of a link, or the digits of a code, is proved by both sides; then comes the
// lead's grant.

import { bigEndian, concat, random, same, utf8 } from "./bytes.js";
import { BadMessage, decrypt, hkdf, hmac, sealingKey } from "./crypto.js";
import { GRANT, VERSION, unpack } from "./messages.js";

const NONCE_BYTES = 32;
const PROOF_BYTES = 32;

// What both sides must agree on besides the secret.
function contextOf(kind, session, join) {
  return concat(`fernblick ${VERSION} join`, session, bigEndian(join, 4), `customer/${kind}`);
}

// What both kinds have: the proofs, and the grant, by keys that come out of the lead's first step.
class Exchange {
  // `grant` is what the lead hands out, null until its last step was right.
  constructor(context) {
    this.grant = null;
    this._context = context;
    this._keys = null;
  }

  // Takes the lead's next step and returns the answer to it; null after the last one.
  async step(data) {
    if (this._keys === null) {
      const { secret, salt } = await this._shared(data);
      this._keys = await hkdf(secret, { salt, info: this._context, bytes: 96 });
      return hmac(this._keys.subarray(0, 32), concat("joiner", this._context));
    }
    await this._finish(data);
    return null;
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

// By a link's secret, as characters, which nobody guesses: nonces of both sides suffice.
export class LinkExchange extends Exchange {
  constructor({ secret, session, join, nonce = random(NONCE_BYTES) }) {
    super(contextOf("web", session, join));
    this._secret = secret;
    this._nonce = nonce;
  }

  start() {
    return concat("w", this._nonce);
  }

  _shared(nonce) {
    if (nonce.length !== NONCE_BYTES) throw new BadMessage("step of a wrong length");
    return { secret: utf8(this._secret), salt: concat(this._nonce, nonce) };
  }
}

// By the five secret digits of a code, which whoever hears the exchange must not be able to try: SPAKE2.
export class CodeExchange extends Exchange {
  constructor({ digits, session, join, entropy }) {
    const context = contextOf("typed", session, join);
    super(context);
    this._side = import("./spake2.js").then(
      ({ Spake2 }) =>
        new Spake2({ password: digits, own: concat("joiner", context), other: concat("lead", context), entropy }),
    );
  }

  async start() {
    return concat("t", await (await this._side).start());
  }

  async _shared(message) {
    try {
      return { secret: await (await this._side).finish(message), salt: new Uint8Array(0) };
    } catch (error) {
      throw new BadMessage(error.message);
    }
  }
}
