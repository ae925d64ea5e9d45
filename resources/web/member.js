// The page's own seat in a session: attach, keys with every technician, names and chat. Calls must not overlap.
//
// A `BadMessage` that a peer's bytes cause ends the link; attaching anew makes everything good that can be.

import { Agreements } from "./agreements.js";
import { random, same, startsWith } from "./bytes.js";
import { BadMessage } from "./crypto.js";
import { Introductions, NOBODY } from "./introduction.js";
import { Keyring } from "./keyring.js";
import { CONTENT, OFFER, pack, unpack } from "./messages.js";

const INTRODUCTION = Uint8Array.of(255, 255, 255, 255); // begins a box of talk that is not sealed
const SALT_BYTES = 16;
const TECHNICIANS = ["lead", "collaborator"];
const TICKETS_S = 120; // that a lead's tickets count after something was heard of that lead
const OF_SHARE = ["share", "pointing"];

// For each content a technician may send to a page: over which channel, and in which roles.
const FROM = {
  profile: ["talk", TECHNICIANS],
  through_queue: ["talk", TECHNICIANS],
  vouch: ["talk", ["lead"]],
  revoked: ["talk", ["lead"]],
  words_commitment: ["talk", TECHNICIANS],
  words_opening: ["talk", TECHNICIANS],
  chat: ["chat", TECHNICIANS],
  chat_delivered: ["talk", TECHNICIANS],
  typing: ["chat", TECHNICIANS],
  viewer_link: ["talk", ["lead"]],
  share_source: ["share", TECHNICIANS],
  update_part: ["picture", TECHNICIANS],
  pointer_shape: ["pointer", TECHNICIANS],
  pointer_at: ["pointer", TECHNICIANS],
  share_paused: ["share", TECHNICIANS],
  shared_sources: ["share", TECHNICIANS],
  mark: ["pointing", TECHNICIANS],
  marks_cleared: ["pointing", TECHNICIANS],
};

// What the page sends, and over which channel.
const OVER = {
  profile: "talk",
  capabilities: "talk",
  through_queue: "talk",
  words_commitment: "talk",
  words_opening: "talk",
  chat: "chat",
  chat_delivered: "talk",
  typing: "chat",
  viewer_wish: "talk",
  update_shown: "share",
  source_wish: "share",
  picture_wish: "share",
  mirror_view: "share",
};

// Refuses a room that no session is.
function checkSeats(seats) {
  const members = new Set(seats.map((seat) => seat.member));
  const of = (role) => seats.filter((seat) => seat.role === role).length;
  if (members.has(0) || members.size < seats.length || of("lead") > 1 || of("customer") > 1) {
    throw new BadMessage("a seat twice, two customers or two leads");
  }
}

export class Member {
  // `seat` is {session, member, token, key, secret, book, agreements}; `name` and `capabilities` are what the others are told,
  // and `channel`, where the customer came through a queue.
  constructor({ seat, name, capabilities, conversation, channel = "" }) {
    this.seats = new Map();
    this.names = new Map();
    this.state = "waiting";
    this.sharing = 0;
    this.conversation = conversation;
    this._profile = { t: "profile", name };
    this._channel = channel;
    this._capabilities = { t: "capabilities", program: "page", ...capabilities };
    this._seat = seat;
    this._salt = null;
    this._present = new Map(); // member -> generation of the attachment that keys are agreed for
    this._doubted = new Map(); // offers that could not be believed yet
    this._reached = new Set();
    this._named = new Set(); // members that have said who they are since they attached
    this._gone = new Set(); // members whose seats are gone, as the host says: no host gives a number twice
    this._hidden = new Set(); // members that the host shows, although the lead says that they are gone
    this._began = performance.now();
    this._heard = new Map(); // member -> when something of it was opened last
    const { session, member: own, secret, key, book } = seat;
    this._keyring = new Keyring({ session, own, secret });
    this.introductions = new Introductions({ session, own, secret, key, book });
    const publicKey = () => this.introductions.publicKey();
    this._agreements = new Agreements({ session, own, publicKey, kept: seat.agreements ?? [] });
  }

  // The seat, with all that is known of the others' keys, and was agreed on with them.
  get seat() {
    return { ...this._seat, book: this.introductions.book, agreements: this._agreements.kept };
  }

  get lead() {
    return [...this.seats.values()].find((seat) => seat.role === "lead") ?? null;
  }

  // The session goes through a queue from now on; whoever attaches later is told.
  goesThrough(channel) {
    this._channel = channel;
  }

  get reached() {
    return [...this._reached].sort((one, other) => one - other);
  }

  // Returns the message that takes the seat on a new link.
  async attach() {
    this.detach();
    this._salt = random(SALT_BYTES);
    await this._keyring.setOwnSalt(this._salt);
    const { session, member, token } = this._seat;
    return { t: "attach", session, member, token, salt: this._salt };
  }

  // Notes that the link is gone, and with it the keys of this attachment.
  detach() {
    this._keyring.end();
    for (const known of [this._present, this._doubted, this._reached, this._named]) known.clear();
  }

  // Forgets all keys: the session is over.
  end() {
    this.detach();
    this._keyring.close();
    this.introductions.close();
    this._seat = { ...this._seat, secret: null, key: null };
  }

  // Takes over the session's state; returns what is to be sent now to members that attached anew.
  async room(room) {
    const shown = room.seats.filter((seat) => !this.introductions.isDismissed(seat.member));
    const seats = new Map(shown.map((seat) => [seat.member, seat]));
    const own = seats.get(this._seat.member);
    if (!same(room.session, this._seat.session) || !own || own.role !== "customer" || !same(own.salt, this._salt)) {
      throw new BadMessage("not the room that this seat is in");
    }
    for (const [member, seat] of seats) {
      const before = this.seats.get(member);
      if (before && (before.role === "customer") !== (seat.role === "customer")) {
        throw new BadMessage("a customer is no technician");
      }
    }
    checkSeats(room.seats);
    const members = new Set(room.seats.map((seat) => seat.member));
    if ([...members].some((member) => this._gone.has(member))) throw new BadMessage("a seat that was gone");
    for (const member of this._hidden) if (!members.has(member)) this._gone.add(member);
    this._hidden = new Set([...members].filter((member) => this.introductions.isDismissed(member)));
    for (const member of this.seats.keys()) if (!seats.has(member)) this._gone.add(member);
    if (room.sharing !== this.sharing) this._keyring.newRun(OF_SHARE);
    if (room.state !== this.state) this._keyring.newRun(["pointing"]);
    this.seats = seats;
    this.state = room.state;
    this.sharing = room.sharing;
    if (this.lead) this.introductions.leads(this.lead.member);
    for (const member of [...this._present.keys()]) {
      if (!seats.get(member)?.present) this._lose(member);
    }
    const answers = [];
    for (const seat of shown) {
      if (this._isNew(seat)) answers.push(await this._meet(seat));
    }
    return answers;
  }

  // Notes that the host has ended the seat of `member`, and so gives that number to nobody else.
  hostSaysGone(member) {
    this._gone.add(member);
  }

  isDismissed(member) {
    return this.introductions.isDismissed(member);
  }

  // Whom the host still shows, although the lead says that they are gone.
  get dismissed() {
    return [...this.seats.keys()].filter((member) => this.isDismissed(member));
  }

  // Notes that the seat of `member` is gone for good; returns the lines that wait for nobody else any more.
  left(member) {
    this._lose(member);
    this.introductions.forget(member);
    this.seats.delete(member);
    return this.conversation.part(member);
  }

  // Notes that who has the customer's desktop may have changed; a page has none, but the runs go on.
  desktopChanged() {
    this._keyring.newRun(["pointing"]);
  }

  // Returns `content` sealed for member `to`, to be sent at once and in order; null where `to` cannot be reached.
  async seal(to, content) {
    if (!this._reached.has(to)) return null;
    const channel = OVER[content.t];
    if (channel === undefined) throw new Error(`a page sends no ${content.t}`);
    return this._sealed(to, channel, await this._keyring.seal(to, channel, pack(content)));
  }

  // Returns [sender, content] of `sealed`; null where the content is of a newer peer's kind.
  async open(sealed) {
    const { member, channel, box } = sealed;
    const sender = this.seats.get(member);
    if (same(sealed.session, this._seat.session) && this.isDismissed(member)) return null; // the host shows it still
    if (!same(sealed.session, this._seat.session) || !sender || !this._present.has(member)) {
      throw new BadMessage("from someone who is not attached");
    }
    if (channel === "talk" && startsWith(box, INTRODUCTION)) {
      const offer = unpack(box.subarray(INTRODUCTION.length), OFFER);
      return offer === null ? null : [member, offer];
    }
    if (!this._reached.has(member)) throw new BadMessage("from someone who is not introduced");
    const content = unpack(await this._keyring.open(member, channel, box), CONTENT);
    if (content === null) return null;
    const [expected, roles] = FROM[content.t];
    if (expected !== channel || !roles.includes(sender.role)) {
      throw new BadMessage(`${content.t} from ${sender.role} over ${channel}`);
    }
    this._heard.set(member, performance.now());
    return [member, content];
  }

  // Handles content about who is who, and chat, which came at `now`; returns {lines, answers}: answers go out once all
  // is saved.
  async talk(sender, content, now) {
    let lines = [];
    let answers = [];
    if (content.t === "key_offer") {
      answers = await this._offered(sender, content);
    } else if (content.t === "chat") {
      const line = this.conversation.receive(sender, this.names.get(sender) ?? "", content, now);
      lines = line === null ? [] : [line];
      answers = [await this.seal(sender, { t: "chat_delivered", number: this.conversation.seen(sender) })];
    } else if (content.t === "chat_delivered") {
      lines = this.conversation.delivered(sender, content.number);
      answers = await this._due(sender);
    } else if (content.t === "profile") {
      if (!this.names.has(sender)) this.names.set(sender, content.name); // nobody turns into somebody else
      this._named.add(sender);
    } else if (content.t === "vouch") {
      answers = await this._vouched(sender, content);
    } else if (content.t === "revoked") {
      await this._revoked(sender, content);
    } else if (content.t === "words_commitment") {
      if (!this._named.has(sender)) throw new BadMessage("words before a name"); // each try is to be seen
      const nonce = this._agreements.committed(this.introductions.known(sender), content.commitment);
      if (nonce !== null) answers = [await this.seal(sender, { t: "words_opening", nonce })];
    } else if (content.t === "words_opening") {
      await this._agreements.opened(this.introductions.known(sender), content.nonce);
    }
    return { lines, answers };
  }

  // Returns the two words, by their numbers, that `member` sees, too; null where they are not agreed on yet.
  async wordsWith(member) {
    const known = this.introductions.known(member);
    return known === null ? null : this._agreements.words(known);
  }

  // Says `text`; returns the line, and what is to be sent once the conversation is saved.
  async say(text, now) {
    const line = this.conversation.say(text, now);
    const answers = [];
    for (const member of this.reached) answers.push(...(await this._due(member)));
    return { line, answers };
  }

  // Tells the present attachments of both sides from all others; "" where `member` cannot be reached.
  attachment(member) {
    const [seat, own] = [this.seats.get(member), this.seats.get(this._seat.member)];
    return seat && own && this._reached.has(member) ? `${seat.salt} ${own.salt}` : "";
  }

  async _due(to) {
    const sealed = [];
    if (!this._reached.has(to)) return sealed;
    for (const chat of this.conversation.due(to)) sealed.push(await this.seal(to, chat));
    return sealed;
  }

  _isNew(seat) {
    if (seat.member === this._seat.member || !seat.present) return false;
    const generation = this._present.get(seat.member);
    if (generation !== undefined && seat.generation < generation) throw new BadMessage("an attachment came back");
    return generation !== seat.generation;
  }

  // Offers our key to a member that attached anew; owes it what is said from now on.
  async _meet(seat) {
    this._lose(seat.member);
    this._keyring.setPeerSalt(seat.member, seat.salt);
    this._present.set(seat.member, seat.generation);
    this.conversation.meet(seat.member);
    return this._offer(seat.member);
  }

  async _offer(to) {
    const known = this.introductions.known(to);
    const fresh = this._keyring.fresh;
    const proof = known === null ? new Uint8Array(fresh.length) : await this._keyring.prove(to, known.key);
    const offer = pack({ ...(await this.introductions.offer(to)), fresh, fresh_proof: proof });
    const box = new Uint8Array(INTRODUCTION.length + offer.length);
    box.set(INTRODUCTION);
    box.set(offer, INTRODUCTION.length);
    return this._sealed(to, "talk", box);
  }

  // Believes a key, or waits until there is a reason to; greets a member that believes ours, too.
  async _offered(sender, offer) {
    const before = this.introductions.known(sender);
    const { role, salt } = this.seats.get(sender);
    const heard = this._heard.get(offer.voucher) ?? this._began;
    const keptApart = this.seats.get(offer.voucher)?.present && !this._reached.has(offer.voucher);
    const counts = !keptApart && performance.now() - heard <= 1000 * TICKETS_S;
    if (!(await this.introductions.take(sender, offer, { customer: role === "customer", salt, counts }))) {
      this._doubted.set(sender, offer);
      return [];
    }
    this._doubted.delete(sender);
    const answers = before === null ? [await this._offer(sender)] : [];
    if (this.lead) this.introductions.leads(this.lead.member);
    if (offer.known) await this._keyring.introduce(sender, offer);
    if (offer.known && !this._reached.has(sender)) {
      this._reached.add(sender);
      for (const content of await this._greeting(sender)) answers.push(await this.seal(sender, content));
    }
    return before === null ? [...answers, ...(await this._doubtedAgain())] : answers;
  }

  // Believes the lead about a member, and shows that member the ticket.
  async _vouched(sender, vouch) {
    if (this.introductions.known(vouch.member) !== null) return [];
    this.introductions.believe(vouch, sender);
    if (!this._present.has(vouch.member) || this.introductions.known(vouch.member) === null) return [];
    return [await this._offer(vouch.member), ...(await this._doubtedAgain())];
  }

  // Believes the lead that a member is gone; that it is us, the host says, if it is so.
  async _revoked(sender, { member, key }) {
    if (member === sender) throw new BadMessage("who is gone does not say so");
    if (member === this._seat.member || same(key, await this.introductions.publicKey())) return;
    if (!this.seats.has(member) && same(key, NOBODY)) return; // about nobody: not worth to be kept
    for (const owner of this.introductions.revoke(member, key)) this._lose(owner);
  }

  async _doubtedAgain() {
    const answers = [];
    for (const [member, offer] of [...this._doubted]) answers.push(...(await this._offered(member, offer)));
    return answers;
  }

  // Returns all that a member has to know that has attached anew.
  async _greeting(to) {
    const contents = [this._profile, this._capabilities];
    const commitment = await this._agreements.commit(this.introductions.known(to));
    if (commitment !== null) contents.push({ t: "words_commitment", commitment });
    if (this._channel) contents.push({ t: "through_queue", channel: this._channel });
    const seen = this.conversation.seen(to);
    if (seen) contents.push({ t: "chat_delivered", number: seen });
    return [...contents, ...this.conversation.due(to)];
  }

  _sealed(to, channel, box) {
    return {
      t: "sealed", session: this._seat.session, member: to, generation: this._present.get(to), channel, box,
    };
  }

  _lose(member) {
    this._present.delete(member);
    this._doubted.delete(member);
    this._reached.delete(member);
    this._named.delete(member);
    this._keyring.forget(member);
  }
}
