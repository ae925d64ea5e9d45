// The transcript, and chat that arrives exactly once and in order over any number of breaks. Pure.
//
// Own lines are numbered 1, 2, 3... and kept until every other member has confirmed them; a receiver takes rising
// numbers only. For this to hold over a reload, the owner saves `plain()` and the lines of `takeChanges()` before it sends
// what follows a change. Whatever happens here costs the same however long the transcript is.

import { BadMessage } from "./crypto.js";
import { CHAT_LIMIT } from "./messages.js";
import { WINDOW_BYTES, WINDOW_LINES, lineCost } from "./rates.js";

export const LINES_LIMIT = 2000;
const JUMP_LIMIT = 10000; // numbers that a page may have used up without knowing
const UNCONFIRMED_LIMIT = 1000; // own lines that wait for somebody's confirmation

// Returns the time that a reader sees beside `line`, which a page of an earlier version may have kept.
export function shownAt(line) {
  return line.shown ?? line.time;
}

// The times that a reader sees: of the reader's own clock, and never backwards. As protocol/seat/rising_time.py.
class RisingTime {
  constructor(latest) {
    this._latest = latest;
    this._ahead = 0; // of the clock, since it was set back
  }

  // Returns the time to be shown when the clock shows `now`.
  read(now) {
    if (now >= this._latest) this._ahead = 0;
    this._ahead = Math.max(this._ahead, this._latest - now);
    this._latest = now + this._ahead;
    return this._latest;
  }
}

export class Conversation {
  // `plain` is what `plain()` returned, with the `lines` from number `first` on.
  constructor(own, plain = null) {
    this.own = own;
    this.lines = plain?.lines ?? [];
    this._first = plain?.first ?? 0; // the number of lines that were let go of
    this._last = plain?.last ?? 0;
    this._arrived = plain?.arrived ?? 0;
    this._ticked = plain?.ticked ?? 0; // own lines up to this number are delivered
    this._seen = new Map(plain?.seen ?? []);
    this._confirmed = new Map(plain?.confirmed ?? []);
    this._sent = new Map(); // member -> number of the latest own line sent there since it was last met
    for (const line of this.lines) line.delivered = this._isOwn(line) && line.number <= this._ticked;
    this._open = this.lines.filter((line) => this._isOwn(line) && !line.delivered); // in order
    this._added = [];
    this._gone = [];
    this._rising = new RisingTime(Math.max(0, ...this.lines.map(shownAt)));
  }

  // Returns all but the lines.
  plain() {
    return {
      first: this._first,
      next: this._first + this.lines.length,
      last: this._last,
      arrived: this._arrived,
      ticked: this._ticked,
      seen: [...this._seen],
      confirmed: [...this._confirmed],
    };
  }

  // Returns {added, gone} since this was last called: [place, line] of each new line, and the places of old ones.
  takeChanges() {
    const { _added: added, _gone: gone } = this;
    this._added = [];
    this._gone = [];
    return { added, gone };
  }

  // Owes `member`, if it is new, what is said from now on; what it has not confirmed is due again.
  meet(member) {
    this._sent.delete(member);
    if (!this._confirmed.has(member)) this._confirmed.set(member, this._last);
  }

  // Owes `member`, whose seat is gone, nothing any more; returns the lines that only it was still to get.
  part(member) {
    this._confirmed.delete(member);
    this._sent.delete(member);
    return this._noteDelivered();
  }

  members() {
    return [...this._confirmed.keys()];
  }

  // Whether nothing more can be said before something is confirmed.
  get full() {
    return this._open.length >= UNCONFIRMED_LIMIT;
  }

  // Adds an own line and returns it; `due` says what is to be sent to whom.
  say(text, now) {
    if (!text.trim() || [...text].length > CHAT_LIMIT) throw new RangeError("a chat line has 1 to 4000 characters");
    if (this.full) throw new RangeError("nothing is confirmed any more");
    this._last += 1;
    const line = { author: this.own, name: "", time: now, text, number: this._last, delivered: false };
    this._open.push(line);
    return this._add(line, now);
  }

  // Returns, in order, what is to be sent to `member` now, and takes it for sent; the rest waits for confirmations.
  due(member) {
    const confirmed = this._confirmed.get(member) ?? this._last;
    const sent = Math.max(confirmed, this._sent.get(member) ?? 0);
    const due = [];
    let [count, size] = [0, 0];
    for (const line of this._open) {
      if (line.number <= confirmed) continue;
      size += lineCost(line.text);
      if (count === WINDOW_LINES || (size > WINDOW_BYTES && count > 0)) break;
      count += 1;
      if (line.number > sent) due.push(line);
    }
    if (due.length > 0) this._sent.set(member, due.at(-1).number);
    return due.map(({ number, time, text }) => ({ t: "chat", number, time_ms: time, text }));
  }

  // Adds a line of `sender`, which came at `now`, and returns it; null where it is here already.
  receive(sender, name, chat, now) {
    if (chat.number === 0) throw new BadMessage("a chat line without a number");
    if (chat.number <= this.seen(sender)) return null;
    this._seen.set(sender, chat.number);
    return this._add({
      author: sender, name, time: chat.time_ms, text: chat.text, number: chat.number, delivered: false,
    }, now);
  }

  // Notes that `sender` has own lines up to `number` and returns those that are delivered from now on.
  delivered(sender, number) {
    if (number > this._last + JUMP_LIMIT) throw new BadMessage("a confirmation of lines that were never said");
    this._last = Math.max(this._last, number);
    if (number <= (this._confirmed.get(sender) ?? 0)) return [];
    this._confirmed.set(sender, number);
    this._arrived = Math.max(this._arrived, number);
    return this._noteDelivered();
  }

  seen(sender) {
    return this._seen.get(sender) ?? 0;
  }

  // Adds and returns an event, which concerns `name`.
  event(event, name, now) {
    return this._add({ author: 0, name: "", time: now, text: name, number: 0, delivered: false, event }, now);
  }

  // Returns whether an own line has not arrived at anybody.
  get undelivered() {
    return this._open.length > 0;
  }

  _isOwn(line) {
    return line.number > 0 && line.author === this.own;
  }

  // `line.time` is its author's, which goes to the others; `line.shown` is what a reader here sees.
  _add(line, now) {
    line.shown = this._rising.read(now);
    this._added.push([this._first + this.lines.length, line]);
    this.lines.push(line);
    if (this.lines.length > LINES_LIMIT) {
      this.lines.shift();
      this._gone.push(this._first);
      this._first += 1;
    }
    return line;
  }

  _noteDelivered() {
    this._ticked = Math.max(this._ticked, Math.min(this._arrived, ...this._confirmed.values()));
    const changed = [];
    while (this._open.length > 0 && this._open[0].number <= this._ticked) changed.push(this._open.shift());
    for (const line of changed) line.delivered = true;
    return changed;
  }
}
