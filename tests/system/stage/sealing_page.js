// For the tests: a page's seat and exchange, told everything as base64 of the bytes on the wire.

import { Agreements } from "/web/agreements.js";
import { fromBase64url, toBase64url } from "/web/bytes.js";
import { Conversation } from "/web/conversation.js";
import { Customer } from "/web/customer.js";
import { BadMessage, hkdf, publicKey, sharedKey } from "/web/crypto.js";
import { Introductions, newBook } from "/web/introduction.js";
import { CodeExchange, LinkExchange } from "/web/join.js";
import { Keyring } from "/web/keyring.js";
import { Member } from "/web/member.js";
import { CONTENT, FROM_HOST, pack, unpack } from "/web/messages.js";
import { decode } from "/web/vendor/msgpack/decode.mjs";
import { encode } from "/web/vendor/msgpack/encode.mjs";

export const from64 = fromBase64url;
const to64 = (messages) => messages.map((message) => toBase64url(pack(message)));

// Returns what `act` comes to; {bad} where it throws that a peer's bytes are wrong.
async function judged(act) {
  try {
    return await act();
  } catch (error) {
    if (error instanceof BadMessage) return { bad: error.message };
    throw error;
  }
}

export async function keys({ secret, other, info }) {
  const shared = await sharedKey(from64(secret), from64(other));
  const derived = await hkdf(shared, { info: from64(info) });
  return [await publicKey(from64(secret)), shared, derived].map(toBase64url);
}

export const badKey = (key) => judged(() => sharedKey(new Uint8Array(32).fill(7), from64(key)).then(() => "taken"));

export async function offers({ session, own, secret, key, to, fresh, fresh_proof: proof }) {
  const terms = { session: from64(session), own, secret: from64(secret), key: from64(key), book: newBook() };
  const attached = { fresh: from64(fresh), fresh_proof: from64(proof) };
  return toBase64url(pack({ ...(await new Introductions(terms).offer(to)), ...attached }));
}

// Returns what proves a keyring's attachment, and what it seals, one box after the other; [channel, text], or [channel] for
// a new run of it.
export async function boxes({ session, own, secret, salt, freshSecret, other, otherSalt, otherKey, fresh, proof, says }) {
  const ring = new Keyring({ session: from64(session), own, secret: from64(secret) });
  await ring.setOwnSalt(from64(salt));
  ring._freshSecret = from64(freshSecret);
  ring.fresh = await publicKey(ring._freshSecret);
  ring.setPeerSalt(other, from64(otherSalt));
  await ring.introduce(other, { key: from64(otherKey), fresh: from64(fresh), fresh_proof: from64(proof) });
  const sealed = [toBase64url(await ring.prove(other, from64(otherKey)))];
  for (const [channel, text] of says) {
    if (text === undefined) ring.newRun([channel]);
    else sealed.push(toBase64url(await ring.seal(other, channel, new TextEncoder().encode(text))));
  }
  return sealed;
}

// Returns our commitment, what opens it once the other has committed, and the words once the other has opened, too.
export async function agrees({ session, own, secret, other, otherKey, nonce, commitment, opening }) {
  const known = { member: other, key: from64(otherKey) };
  const nothing = new Uint8Array(0);
  const kept = [{ ...known, nonce: from64(nonce), commitment: nothing, opening: nothing }];
  const publicKeyOf = () => publicKey(from64(secret));
  const agreements = new Agreements({ session: from64(session), own, publicKey: publicKeyOf, kept });
  const said = [await agreements.commit(known), agreements.committed(known, from64(commitment))];
  await agreements.opened(known, from64(opening));
  return [...said.map(toBase64url), await agreements.words(known)];
}

export class Joiner {
  constructor({ secret, session, join, nonce }) {
    this._exchange = new LinkExchange({ secret, session: from64(session), join, nonce: from64(nonce) });
  }

  start() {
    return toBase64url(this._exchange.start());
  }

  step(data) {
    return judged(async () => {
      const answer = await this._exchange.step(from64(data));
      return answer === null ? { grant: this._exchange.grant.customer_name } : toBase64url(answer);
    });
  }
}

export class Seat {
  constructor({ session, member, key, secret }) {
    const seat = { session: from64(session), member, token: new Uint8Array(32), key: from64(key) };
    Object.assign(seat, { secret: from64(secret), book: newBook() });
    this.member = this._member(seat, new Conversation(member));
    this.heard = [];
  }

  _member(seat, conversation) {
    return new Member({ seat, name: "Clara", capabilities: { picture: false }, conversation });
  }

  // Goes on with what the page keeps for the case that it is loaded anew.
  again() {
    const { seat, conversation } = decode(encode({ seat: this.member.seat, conversation: this.member.conversation.plain() }));
    this.member = this._member(seat, new Conversation(seat.member, conversation));
  }

  async attach() {
    return toBase64url((await this.member.attach()).salt);
  }

  receive(message) {
    return judged(async () => {
      const said = unpack(from64(message), FROM_HOST);
      if (said.t === "room") return to64(await this.member.room(said));
      if (said.t === "member_left") this.member.hostSaysGone(said.member);
      if (said.t === "member_left") return to64(this.member.left(said.member) && []);
      const opened = await this.member.open(said);
      if (opened === null) return [];
      this.heard.push(opened[1].t);
      const { answers } = await this.member.talk(...opened, 5);
      return to64(answers);
    });
  }

  async say(text) {
    return to64((await this.member.say(text, 5)).answers);
  }

  lines() {
    return this.member.conversation.lines.map(({ author, text, delivered }) => [author, text, delivered]);
  }
}

export const decoded = (data, content) =>
  judged(() => unpack(from64(data), content ? CONTENT : FROM_HOST)?.t ?? "ignored");

// A host's WebSocket that says what a test has it say, and keeps what the page says.
class HostByHand extends EventTarget {
  static OPEN = 1;
  static opened = [];

  constructor() {
    super();
    HostByHand.opened.push(this);
    this.readyState = HostByHand.OPEN;
    this.sent = [];
    queueMicrotask(() => this.dispatchEvent(new Event("open")));
  }

  send(data) {
    this.sent.push(decode(data));
  }

  close() {
    this.readyState = 3;
    queueMicrotask(() => this.dispatchEvent(new Event("close")));
  }

  say(data) {
    const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
    this.dispatchEvent(new MessageEvent("message", { data: buffer }));
  }
}

// Puts the page's own salt into a room, as a host does.
function ownRoom(data, host, member) {
  const message = decode(data);
  if (message.t !== "room") return data;
  const attach = host.sent.findLast(({ t }) => t === "attach");
  const seats = message.seats.map((seat) => (seat.member === member ? { ...seat, salt: attach.salt } : seat));
  return encode({ ...message, seats });
}

// Has a host say `says`, one message after the other, to a page that has `kept` this. Returns whether the link has
// ended, what the page said, what it keeps, and how many others it believes.
export async function heard({ kept, says }) {
  const { WebSocket } = globalThis;
  globalThis.WebSocket = HostByHand;
  HostByHand.opened = [];
  const nothing = () => {};
  const listener = {
    changed: nothing, pictureOver: nothing, pictureInterrupted: nothing, lineAdded: nothing, lineChanged: nothing,
    typing: nothing, picture: nothing, viewerLink: nothing,
  };
  const keeps = { channel: "printers", name: "Clara", first: "", call: null, sealed: false, ...kept };
  if (kept.seat) {
    const { session, key, secret, token } = kept.seat;
    const bytes = { session: from64(session), key: from64(key), secret: from64(secret), token: from64(token) };
    keeps.seat = { ...kept.seat, ...bytes, book: newBook() };
    keeps.conversation = null;
  }
  const customer = new Customer({
    url: "wss://host/link", kept: keeps, capabilities: { picture: false }, listener, save: nothing, forget: nothing,
  });
  try {
    customer.start();
    const host = HostByHand.opened[0];
    const settled = async () => {
      for (let turn = 0; turn < 3; turn += 1) await customer._line.enqueue(nothing);
    };
    await settled();
    host.say(pack({ t: "welcome", minor: 0 }));
    await settled();
    for (const each of says) {
      host.say(ownRoom(from64(each), host, kept.seat?.member));
      await settled();
    }
    const sent = host.sent.map(({ t }) => t);
    const { call, seat } = customer._kept;
    const keys = Boolean(seat?.secret ?? customer._member?.seat.secret);
    const believed = (customer._member?.seat.book?.known ?? []).length;
    const ended = host.readyState !== HostByHand.OPEN;
    return { ended, phase: customer.phase, sent, call, keys, seated: Boolean(seat), believed };
  } finally {
    customer._line.stop();
    globalThis.WebSocket = WebSocket;
  }
}

// Lets a page in whose lead's grant names what relays the lead; returns the events that its transcript then has.
export async function letIn({ relayed }) {
  const { WebSocket } = globalThis;
  globalThis.WebSocket = HostByHand;
  HostByHand.opened = [];
  const nothing = () => {};
  const listener = { changed: nothing, lineAdded: nothing };
  const kept = { channel: "", name: "Clara", first: "", call: { route: "1234", secret: "" }, sealed: true };
  const customer = new Customer({
    url: "wss://host/link", kept, capabilities: { picture: false }, listener, save: nothing, forget: nothing,
  });
  try {
    customer.start();
    const grant = { key: new Uint8Array(32), lead_name: "Theo", customer_name: "Clara", channel: "", relayed };
    customer._wayIn._join = { number: 5, exchange: { grant } };
    const seat = { session: new Uint8Array(16), member: 2, token: new Uint8Array(32) };
    await customer._wayIn.handlers.admitted({ ...seat, join: 5 });
    return customer._member.conversation.lines.filter(({ event }) => event).map(({ event, text }) => [event, text]);
  } finally {
    customer._line.stop();
    globalThis.WebSocket = WebSocket;
  }
}

// A host's WebSocket that sends whoever wants to wait elsewhere, as often as `left` says, and then gives them a place.
class SendingAway extends EventTarget {
  static OPEN = 1;
  static left = 0;
  static opened = 0;

  constructor() {
    super();
    SendingAway.opened += 1;
    this.readyState = SendingAway.OPEN;
    queueMicrotask(() => this.dispatchEvent(new Event("open")));
  }

  send(data) {
    const { t } = decode(data);
    if (t === "hello") this._say({ t: "welcome", minor: 0 });
    else if (t !== "wait") return;
    else if (SendingAway.left === 0) {
      this._say({ t: "waiting", place: 3, waited_s: 0, token: new Uint8Array(32), desk_reads: false });
    } else this._sendAway();
  }

  close() {
    if (this.readyState !== SendingAway.OPEN) return;
    this.readyState = 3;
    queueMicrotask(() => this.dispatchEvent(new Event("close")));
  }

  _sendAway() {
    SendingAway.left -= 1;
    this._say({ t: "redirected", address: "other.example:7330" });
    this.close();
  }

  _say(message) {
    const data = pack(message);
    const buffer = data.buffer.slice(data.byteOffset, data.byteOffset + data.length);
    queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: buffer })));
  }
}

// Waits in a queue of which `redirects` hosts in a row say that it is elsewhere; returns the place, how many links it
// took, and how long the page meant to wait before each new one.
export async function sentAway(redirects) {
  const { WebSocket, setTimeout } = globalThis;
  const delays = [];
  globalThis.WebSocket = SendingAway;
  globalThis.setTimeout = (act, delay) => setTimeout(act, delays.push(delay) && 0);
  Object.assign(SendingAway, { left: redirects, opened: 0 });
  try {
    return await new Promise((resolve) => {
      const done = () => {
        if (customer.phase === "waiting") resolve([customer.place, SendingAway.opened, delays]);
      };
      const nothing = () => {};
      const listener = { changed: done, pictureOver: nothing, pictureInterrupted: nothing };
      const kept = { channel: "printers", name: "Clara", first: "Hello", call: null, sealed: false };
      const customer = new Customer({
        url: "wss://host/link", kept, capabilities: { picture: false }, listener, save: nothing, forget: nothing,
      });
      customer.start();
    });
  } finally {
    Object.assign(globalThis, { WebSocket, setTimeout });
  }
}
