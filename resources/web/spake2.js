// SPAKE2 over Ed25519 as Python's `spake2` has it (which is not RFC 9382): the joiner's side, A. No I/O.

import { concat, random, same, utf8 } from "./bytes.js";
import { BadMessage, hkdf, sha256 } from "./crypto.js";
import { edwards } from "./vendor/noble/curves/abstract/edwards.js";

export const ELEMENT_BYTES = 33; // of a message: the side, and a point
const WIDE_BYTES = 48; // of the password's scalar before it is reduced, so that none is likelier than another
const ENTROPY_BYTES = 64; // of a random scalar before it is reduced
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const SIDE_A = 0x41;
const SIDE_B = 0x42;

const Point = edwards({
  p: 2n ** 255n - 19n,
  n: ORDER,
  h: 8n,
  a: 2n ** 255n - 20n,
  d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
  Gx: 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an,
  Gy: 0x6666666666666666666666666666666666666666666666666666666666666658n,
}); // RFC 7748, 4.1, as RFC 8032, 5.1 has it

// What hides the two sides' points: nobody knows their logarithms, for they are hashes of "M" and "N".
const M = Point.fromHex("15cfd18e385952982b6a8f8c7854963b58e34388c8e6dae891db756481a02312");
const N = Point.fromHex("f04f2e7eb734b2a8f8b472eaf9c3c632576ac64aea650b496a8a20ff00e583c3");

// The joiner's side of one exchange; `entropy` is drawn anew for each.
export class Spake2 {
  constructor({ password, own, other, entropy = random(ENTROPY_BYTES) }) {
    this._password = utf8(password);
    this._names = [own, other];
    this._secret = scalar(entropy);
    this._hidden = 0n; // the password's scalar, from `start` on
    this._sent = null;
  }

  // Returns this side's message.
  async start() {
    const wide = await hkdf(this._password, { info: utf8("SPAKE2 pw"), bytes: WIDE_BYTES });
    this._hidden = scalar(wide);
    this._sent = Point.BASE.multiply(this._secret).add(M.multiply(this._hidden)).toBytes();
    return concat(Uint8Array.of(SIDE_A), this._sent);
  }

  // Takes the other side's message and returns the key that both have if both have one password.
  async finish(message) {
    if (this._sent === null || message.length !== ELEMENT_BYTES || message[0] !== SIDE_B) {
      throw new BadMessage("no message of the other side");
    }
    const received = message.subarray(1);
    const shared = element(received).add(N.multiply(ORDER - this._hidden)).multiply(this._secret);
    if (same(received, this._sent)) throw new BadMessage("this side's own message");
    const hashes = await Promise.all([this._password, ...this._names].map(sha256));
    return sha256(concat(...hashes, this._sent, received, shared.toBytes()));
  }
}

// Returns the number that bytes stand for, modulo the group's order; 0, which hides nothing, is refused.
function scalar(bytes) {
  const number = [...bytes].reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) % ORDER;
  if (number === 0n) throw new BadMessage("a scalar that hides nothing");
  return number;
}

// Returns the point that bytes stand for; one outside the group of prime order is refused.
function element(bytes) {
  let point;
  try {
    point = Point.fromBytes(bytes);
  } catch {
    throw new BadMessage("no point of the curve");
  }
  if (point.is0() || !point.isTorsionFree()) throw new BadMessage("no element of the group");
  return point;
}
