// Two words that the customer and a technician both see, unless somebody is between them; see PROTOCOL.md, "Two words".

import { bigEndian, compare, concat, fromBigEndian, random, same } from "./bytes.js";
import { BadMessage, sha256 } from "./crypto.js";
import { KEPT_LIMIT } from "./introduction.js";
import { VERSION } from "./messages.js";

const NONCE_BYTES = 32;
const WORDS = 2048; // in a list
const NOTHING = new Uint8Array(0);

const sideOf = ({ member, key }) => concat(bigEndian(member, 2), key);

export class Agreements {
  // `publicKey` returns our own key; `kept` is what is agreed on already: plain values, to be saved.
  constructor({ session, own, publicKey, kept }) {
    this.kept = kept;
    this._session = session;
    this._own = own;
    this._publicKey = publicKey;
  }

  // Returns our commitment for a member; null where the words are there already, or it is one member too many.
  async commit(other) {
    let found = this._find(other);
    if (found === null) {
      if (this.kept.length >= KEPT_LIMIT) return null;
      const { member, key } = other;
      found = { member, key, nonce: random(NONCE_BYTES), commitment: NOTHING, opening: NOTHING };
      this.kept = [...this.kept, found];
    }
    return found.opening.length ? null : this._commitment(await this._side(), sideOf(found), found.nonce);
  }

  // Returns the nonce that opens our own commitment, as the other has committed; what has changed is saved first.
  committed(other, commitment) {
    const found = this._find(other);
    if (found === null) return null;
    if (found.commitment.length && !same(found.commitment, commitment)) throw new BadMessage("a second commitment");
    this._keep({ ...found, commitment });
    return found.nonce;
  }

  // Takes the nonce that opens the other's commitment; now the words are there.
  async opened(other, nonce) {
    const found = this._find(other);
    if (found === null) throw new BadMessage("an opening of nothing");
    const expected = await this._commitment(sideOf(found), await this._side(), nonce);
    if (!same(found.commitment, expected)) throw new BadMessage("not what was committed to");
    this._keep({ ...found, opening: nonce });
  }

  // Returns the numbers of the two words in the lists; null where they are not there yet.
  async words(other) {
    const found = this._find(other);
    if (found === null || !found.opening.length) return null;
    const own = concat(await this._side(), found.nonce);
    const sides = [own, concat(sideOf(found), found.opening)].sort(compare);
    const digest = await sha256(concat(`fernblick ${VERSION} words`, this._session, ...sides));
    const number = Math.floor(fromBigEndian(digest.subarray(0, 4)) / 1024); // the first 22 bits
    return [Math.floor(number / WORDS), number % WORDS];
  }

  _find({ member, key }) {
    return this.kept.find((each) => each.member === member && same(each.key, key)) ?? null;
  }

  _keep(changed) {
    this.kept = this.kept.map((each) => (this._find(changed) === each ? changed : each));
  }

  async _side() {
    return sideOf({ member: this._own, key: await this._publicKey() });
  }

  async _commitment(sender, receiver, nonce) {
    return sha256(concat(`fernblick ${VERSION} commitment`, this._session, sender, receiver, nonce));
  }
}
