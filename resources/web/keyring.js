// Seals boxes to other members of the session and opens theirs; see PROTOCOL.md, section 5. Calls must not overlap.

import { bigEndian, compare, concat, fromBigEndian, same } from "./bytes.js";
import { BadMessage, decrypt, encrypt, hkdf, publicKey, sealingKey, sharedKey } from "./crypto.js";
import { VERSION } from "./messages.js";

const RUN_BYTES = 4;
const SALTS_LIMIT = 10000;
const NEVER_CUT = new Set(["talk", "chat"]); // channels of which the host may discard nothing

export class Keyring {
  constructor({ session, own, secret }) {
    this._session = session;
    this._own = own;
    this._secret = secret;
    this._salt = null;
    this._pairs = new Map();
    this._met = [];
  }

  // Begins a new attachment with `salt`, drawn for it.
  setOwnSalt(salt) {
    this._salt = salt;
    this._pairs.clear();
    this._met = [];
  }

  // Takes over the salt of a member's latest attachment; one that was used and replaced before must not come back.
  setPeerSalt(member, salt) {
    const pair = this._pairs.get(member);
    if (pair && same(pair.salt, salt)) return;
    const met = this._met.some((seen) => seen.member === member && same(seen.salt, salt));
    if (this._salt === null || member === this._own || met || this._met.length >= SALTS_LIMIT) {
      throw new BadMessage("not a new attachment");
    }
    this._met.push({ member, salt });
    this._pairs.set(member, { salt, shared: null, runs: {}, out: {}, back: {} });
  }

  // Seals and opens with the public key of a member's seat, which is believed.
  async introduce(member, key) {
    const pair = this._pairs.get(member);
    if (pair.shared !== null) return;
    const own = await publicKey(this._secret);
    const keys = [key, own].sort(compare);
    pair.shared = concat(await sharedKey(this._secret, key), ...keys);
  }

  forget(member) {
    this._pairs.delete(member);
  }

  // Begins a new run of what is sealed from now on over `channels`: the host may have cut the one before.
  newRun(channels) {
    for (const pair of this._pairs.values()) {
      for (const channel of channels) pair.runs[channel] = (pair.runs[channel] ?? 0) + 1;
    }
  }

  // Returns `plain` sealed for member `to`; boxes must be sent in the order in which they were sealed.
  async seal(to, channel, plain) {
    const pair = this._pairs.get(to);
    if (!pair?.shared) throw new Error(`${to} is not introduced`);
    const run = pair.runs[channel] ?? 0;
    if (pair.out[channel]?.run !== run) pair.out[channel] = await this._way(pair, this._own, to, channel, run);
    const way = pair.out[channel];
    const nonce = bigEndian(way.counter, 12);
    way.counter += 1;
    return concat(bigEndian(run, RUN_BYTES), await encrypt(way.key, nonce, plain, way.about));
  }

  // Returns what member `sender` sealed as its next box of `channel`.
  async open(sender, channel, box) {
    const pair = this._pairs.get(sender);
    if (!pair?.shared) throw new BadMessage("from someone who is not attached");
    const run = fromBigEndian(box.subarray(0, RUN_BYTES));
    let way = pair.back[channel];
    if (box.length < RUN_BYTES || run < (way?.run ?? 0) || (run > 0 && NEVER_CUT.has(channel))) {
      throw new BadMessage("a run does not come back");
    }
    if (way?.run !== run) way = await this._way(pair, sender, this._own, channel, run);
    const plain = await decrypt(way.key, bigEndian(way.counter, 12), box.subarray(RUN_BYTES), way.about);
    way.counter += 1;
    pair.back[channel] = way;
    return plain;
  }

  // Derives the key of one way from one member to the other.
  async _way(pair, from, to, channel, run) {
    const salt = from === this._own ? concat(this._salt, pair.salt) : concat(pair.salt, this._salt);
    const about = concat(
      this._session, bigEndian(from, 2), bigEndian(to, 2), bigEndian(run, RUN_BYTES), channel,
    );
    const key = await hkdf(pair.shared, { salt, info: concat(`fernblick ${VERSION} content`, about) });
    return { run, key: await sealingKey(key), about, counter: 0 };
  }
}
