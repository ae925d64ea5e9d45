// How the page comes to believe the technicians' keys without believing the host; see PROTOCOL.md, "Who is who".

import { bigEndian, concat, random, same } from "./bytes.js";
import { BadMessage, KEY_BYTES, hkdf, hmac, isSigned, publicKey, sharedKey } from "./crypto.js";
import { MEMBERS_LIMIT, VERSION } from "./messages.js";

const SERIAL_BYTES = 8;
export const KEPT_LIMIT = 4 * MEMBERS_LIMIT;
const REVOKED_LIMIT = 16 * MEMBERS_LIMIT; // members that are gone; then nobody new is believed, and so nobody of them
export const NOBODY = new Uint8Array(KEY_BYTES); // stands for the key of a member that never came

const isNobody = ({ key }) => same(key, NOBODY);

// Forgets the oldest who never came, of whom the host can invent any number, and no key that somebody had.
function withinBounds(revoked) {
  const keyless = revoked.filter(isNobody);
  const forgotten = new Set(keyless.slice(0, Math.max(0, keyless.length - KEPT_LIMIT)));
  let room = REVOKED_LIMIT;
  return revoked.filter((gone) => !forgotten.has(gone) && (isNobody(gone) || room-- > 0));
}

const NO_DEVICE = new Uint8Array(0);

export const newBook = () => ({ known: [], used: [], leads: [], revoked: [] });
export const newSecret = () => random(KEY_BYTES);

export class Introductions {
  // `key` is the key of introduction from the grant, `book` what is known already: plain values, to be saved.
  constructor({ session, own, secret, key, book }) {
    this.book = { revoked: [], ...book };
    this._session = session;
    this._own = own;
    this._secret = secret;
    this._key = key;
    this._public = null;
  }

  async publicKey() {
    this._public ??= await publicKey(this._secret);
    return this._public;
  }

  known(member) {
    return this.book.known.find((known) => known.member === member) ?? null;
  }

  // Forgets a member whose seat is gone. The tickets of the only lead count until another one is known.
  forget(member) {
    const left = this.known(member);
    const others = this.book.leads.filter((lead) => lead !== member);
    const known = this.book.known.filter((each) => each.member !== member);
    const onlyLead = left !== null && this.book.leads.includes(member) && others.length === 0;
    if (onlyLead) known.push({ ...left, gone: true });
    this.book = { ...this.book, known, leads: onlyLead ? this.book.leads : others };
  }

  // Believes the tickets of the member who leads now, where its own key is believed, and no others'.
  leads(member) {
    const lead = this.known(member);
    if (lead === null || lead.gone) return;
    const known = this.book.known.filter((each) => !each.gone);
    this.book = { ...this.book, known, leads: [member] };
  }

  // Believes this key nevermore, as the lead says: its owner is gone. `member` 0: never had a seat. Without a key it is
  // the one that is known of `member`. Returns whom that concerns: the host can have called the owner by any numbers.
  revoke(member, said) {
    const named = this.known(member);
    const key = named !== null && isNobody({ key: said }) ? named.key : said;
    const owners = new Set(this.book.known.filter((each) => same(each.key, key)).map((each) => each.member));
    if (member !== 0 && (named === null || same(named.key, key))) owners.add(member);
    const known = this.book.known.filter((each) => !same(each.key, key));
    const leads = this.book.leads.filter((each) => !owners.has(each));
    const isThere = (owner) => this.book.revoked.some((gone) => gone.member === owner && same(gone.key, key));
    const gone = (owners.size ? [...owners] : [0]).filter((owner) => !isThere(owner));
    const revoked = withinBounds([...this.book.revoked, ...gone.map((owner) => ({ member: owner, key }))]);
    this.book = { ...this.book, known, leads, revoked };
    return [...owners];
  }

  // Forgets the seat's key, and what would make somebody believed.
  close() {
    this._secret = this._key = null;
    this.book = { ...newBook(), revoked: this.book.revoked };
  }

  // Returns whether the lead has said that a member is gone.
  isDismissed(member) {
    return member !== 0 && this.book.revoked.some((gone) => gone.member === member);
  }

  // Returns our own key for member `to`, with what makes it believable there.
  async offer(to) {
    const known = this.known(to);
    const key = await this.publicKey();
    let voucher = 0;
    let proof;
    if (known !== null && known.voucher) {
      voucher = known.voucher;
      proof = known.ticket;
    } else {
      const secret = known !== null && known.ticket.length ? known.ticket : this._key;
      proof = await this._introduce(secret, this._own, to, key, true, NO_DEVICE);
    }
    return { t: "key_offer", key, customer: true, known: known !== null, voucher, proof };
  }

  // Returns whether the offered key is believed; `customer` and `salt` are what the host says of the sender, `counts` whether
  // something was heard of the one whose ticket is shown a while ago.
  async take(sender, offer, { customer, salt, counts }) {
    const device = offer.device ?? NO_DEVICE;
    if (offer.customer !== customer || (customer && device.length)) throw new BadMessage("a member is not what the host says");
    if (device.length && !(await this._isSigned(sender, offer, salt))) {
      throw new BadMessage("an attachment that its device has not signed");
    }
    const known = this.known(sender);
    if (known !== null) {
      const keys = same(known.key, offer.key) && same(known.device ?? NO_DEVICE, device);
      const good = !known.gone && known.customer === customer && keys;
      if (!good) throw new BadMessage("a member has another key");
      return true;
    }
    if (this._isRevoked(sender, offer.key)) return false;
    if (offer.voucher) return counts && this._vouchedFor(sender, offer);
    return this._introduced(sender, offer);
  }

  // Believes what the lead `voucher` says of a member that is not known yet.
  believe(vouch, voucher) {
    const { member, key, customer, ticket, device = NO_DEVICE } = vouch;
    if (member === this._own || member === 0 || this.known(member) !== null || this._isRevoked(member, key)) return;
    this._pin({ member, key, customer, voucher, ticket, gone: false, device });
  }

  // Of more than are remembered nobody is told apart from those who are gone.
  _isRevoked(member, key) {
    const keyed = this.book.revoked.filter((gone) => !isNobody(gone));
    return keyed.length >= REVOKED_LIMIT || this.book.revoked.some((gone) => gone.member === member || same(gone.key, key));
  }

  async _isSigned(member, { key, fresh, device, signature }, salt) {
    const bound = concat(`fernblick ${VERSION} attachment`, this._session, bigEndian(member, 2), salt, key, fresh);
    return isSigned(device, bound, signature ?? NO_DEVICE);
  }

  async _introduced(sender, offer) {
    const used = this.book.used.some((each) => same(each, this._key)); // it is for whoever has granted it, once
    if (offer.voucher || this.book.known.length || used || offer.customer) return false;
    const device = offer.device ?? NO_DEVICE;
    const proof = await this._introduce(this._key, sender, this._own, offer.key, false, device);
    if (!same(proof, offer.proof)) return false;
    this._pin({ member: sender, key: offer.key, customer: false, voucher: 0, ticket: this._key, gone: false, device });
    this.book = { ...this.book, used: [...this.book.used, this._key].slice(-KEPT_LIMIT) };
    return true;
  }

  async _vouchedFor(sender, offer) {
    const voucher = this.known(offer.voucher);
    if (voucher === null || !this.book.leads.includes(voucher.member)) return false;
    if (this.book.used.some((used) => same(used, offer.proof))) return false;
    const serial = offer.proof.subarray(0, SERIAL_BYTES);
    const device = offer.device ?? NO_DEVICE;
    const ticket = await this._sign(voucher, serial, offer.key, offer.customer, device);
    if (!same(ticket, offer.proof)) return false;
    const ticketless = new Uint8Array(0);
    this._pin({
      member: sender, key: offer.key, customer: offer.customer, voucher: 0, ticket: ticketless, gone: false, device,
    });
    this.book = { ...this.book, used: [...this.book.used, offer.proof].slice(-KEPT_LIMIT) };
    return true;
  }

  _pin(known) {
    if (this.book.known.length >= KEPT_LIMIT) throw new BadMessage("too many members");
    this.book = { ...this.book, known: [...this.book.known, known] };
  }

  async _introduce(key, from, to, offered, customer, device) {
    return hmac(key, this._about("introduction", from, to, offered, customer, device));
  }

  // Returns the ticket that the lead `voucher` made for us over another member's key.
  async _sign(voucher, serial, offered, customer, device) {
    const shared = await sharedKey(this._secret, voucher.key);
    const key = await hkdf(shared, { info: concat(`fernblick ${VERSION} ticket`, this._session) });
    const what = concat("ticket", serial);
    const code = await hmac(key, this._about(what, voucher.member, this._own, offered, customer, device));
    return concat(serial, code.subarray(0, KEY_BYTES - SERIAL_BYTES));
  }

  _about(what, from, to, offered, customer, device) {
    const members = concat(bigEndian(from, 2), bigEndian(to, 2));
    const last = Uint8Array.of(customer ? 1 : 0);
    return concat(`fernblick ${VERSION} `, what, this._session, members, offered, last, device);
  }
}
