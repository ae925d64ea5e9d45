// Seals boxes to other members of the session and opens theirs; see PROTOCOL.md, section 5. Calls must not overlap.

import { bigEndian, compare, concat, fromBigEndian, random, same } from "./bytes.js";
import { BadMessage, KEY_BYTES, decrypt, encrypt, hkdf, hmac, publicKey, sealingKey, sharedKey } from "./crypto.js";
import { VERSION } from "./messages.js";

const RUN_BYTES = 4;
const SALTS_LIMIT = 10000;
const NEVER_CUT = new Set(["talk", "chat"]); // channels of which the host may discard nothing

export class Keyring {
  constructor({ session, own, secret }) {
    this._session = session;
    this._own = own;
    this._secret = secret;
    this.fresh = null; // the public key of our own attachment
    this._freshSecret = null;
    this._salt = null;
    this._pairs = new Map();
    this._met = [];
  }

  // Begins a new attachment with `salt`, drawn for it, and a pair of keys that is kept nowhere else.
  async setOwnSalt(salt) {
    this._salt = salt;
    this._freshSecret = random(KEY_BYTES);
    this.fresh = await publicKey(this._freshSecret);
    this._pairs.clear();
    this._met = [];
  }

  // Forgets the keys of the attachment, which is over.
  end() {
    this.fresh = this._freshSecret = null;
    this._pairs.clear();
  }

  // Forgets the seat's key, too.
  close() {
    this.end();
    this._secret = null;
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
    this._pairs.set(member, { salt, fresh: null, shared: null, runs: {}, out: {}, back: {} });
  }

  // Returns what proves to member `to`, whose seat has the public `key`, that our `fresh` key is this seat's.
  async prove(to, key) {
    return this._code(key, [this._own, to], [this._salt, this._pairs.get(to).salt], this.fresh);
  }

  // Seals and opens with the public key of a member's seat, which is believed, and that of its attachment.
  async introduce(member, { key, fresh, fresh_proof: proof }) {
    const pair = this._pairs.get(member);
    if (pair.fresh !== null && !same(pair.fresh, fresh)) throw new BadMessage("a second key within an attachment");
    const expected = await this._code(key, [member, this._own], [pair.salt, this._salt], fresh);
    if (!same(expected, proof)) throw new BadMessage("a key that is not of this attachment");
    if (pair.shared === null) Object.assign(pair, { fresh, shared: await this._share(key, fresh) });
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

  // Returns what the pairs of both seats and both attachments share: each of ours with each of the other's.
  async _share(key, fresh) {
    const seat = await publicKey(this._secret);
    const crossed = [
      { of: seat, shared: await sharedKey(this._secret, fresh) },
      { of: key, shared: await sharedKey(this._freshSecret, key) },
    ].sort((one, other) => compare(one.of, other.of));
    const publics = [concat(seat, this.fresh), concat(key, fresh)].sort(compare);
    const straight = [await sharedKey(this._secret, key), await sharedKey(this._freshSecret, fresh)];
    return concat(...straight, ...crossed.map(({ shared }) => shared), ...publics);
  }

  // Returns what shows the key of the first member's attachment to the second; one of the two has the seat `key`.
  async _code(key, members, salts, fresh) {
    const info = concat(`fernblick ${VERSION} attachment`, this._session);
    const secret = await hkdf(await sharedKey(this._secret, key), { info });
    const numbers = members.map((member) => bigEndian(member, 2));
    return hmac(secret, concat("attachment", ...numbers, ...salts, fresh));
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
