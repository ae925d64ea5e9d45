// The transcript, and chat that arrives exactly once and in order over any number of breaks. Pure.
//
// Own lines are numbered 1, 2, 3... and kept until every other member has confirmed them; a receiver takes the next
// number only. For this to hold over a reload, the owner saves `plain()` before it sends what follows a change.

import { BadMessage } from "./crypto.js";
import { CHAT_LIMIT } from "./messages.js";

const LINES_LIMIT = 2000;

export class Conversation {
  constructor(own, plain = null) {
    this.own = own;
    this.lines = plain?.lines ?? [];
    this._last = plain?.last ?? 0;
    this._arrived = plain?.arrived ?? 0;
    this._seen = new Map(plain?.seen ?? []);
    this._confirmed = new Map(plain?.confirmed ?? []);
  }

  plain() {
    return {
      lines: this.lines,
      last: this._last,
      arrived: this._arrived,
      seen: [...this._seen],
      confirmed: [...this._confirmed],
    };
  }

  // Owes `member`, if it is new, what is said from now on.
  meet(member) {
    if (!this._confirmed.has(member)) this._confirmed.set(member, this._last);
  }

  // Owes `member`, whose seat is gone, nothing any more; returns the lines that only it was still to get.
  part(member) {
    this._confirmed.delete(member);
    return this._noteDelivered();
  }

  members() {
    return [...this._confirmed.keys()];
  }

  // Adds an own line and returns the message to send to every other member.
  say(text, now) {
    if (!text.trim() || [...text].length > CHAT_LIMIT) throw new RangeError("a chat line has 1 to 4000 characters");
    this._last += 1;
    const line = { author: this.own, name: "", time: now, text, number: this._last, delivered: false };
    this._add(line);
    return this._chat(line);
  }

  // Adds a line of `sender` and returns it; null where it is here already.
  receive(sender, name, chat) {
    const seen = this._seen.get(sender);
    if (seen !== undefined && chat.number <= seen) return null;
    if (chat.number === 0 || (seen !== undefined && chat.number !== seen + 1)) {
      throw new BadMessage("chat lines are missing");
    }
    this._seen.set(sender, chat.number);
    return this._add({
      author: sender, name, time: chat.time_ms, text: chat.text, number: chat.number, delivered: false,
    });
  }

  // Notes that `sender` has own lines up to `number` and returns those that are delivered from now on.
  delivered(sender, number) {
    this._last = Math.max(this._last, number);
    if (number <= (this._confirmed.get(sender) ?? 0)) return [];
    this._confirmed.set(sender, number);
    this._arrived = Math.max(this._arrived, number);
    return this._noteDelivered();
  }

  // Returns, in order, what `member` has not confirmed.
  unacknowledged(member) {
    this.meet(member);
    const confirmed = this._confirmed.get(member);
    return this._ownLines().filter((line) => line.number > confirmed).map(this._chat);
  }

  seen(sender) {
    return this._seen.get(sender) ?? 0;
  }

  // Adds and returns an event, which concerns `name`.
  event(event, name, now) {
    return this._add({ author: 0, name: "", time: now, text: name, number: 0, delivered: false, event });
  }

  // Returns whether an own line has not arrived at anybody.
  get undelivered() {
    return this._ownLines().some((line) => !line.delivered);
  }

  _add(line) {
    this.lines.push(line);
    this.lines.splice(0, this.lines.length - LINES_LIMIT);
    return line;
  }

  _ownLines() {
    return this.lines.filter((line) => line.number && line.author === this.own);
  }

  _noteDelivered() {
    const everywhere = Math.min(this._arrived, ...this._confirmed.values());
    const changed = this._ownLines().filter((line) => line.number <= everywhere && !line.delivered);
    for (const line of changed) line.delivered = true;
    return changed;
  }

  _chat(line) {
    return { t: "chat", number: line.number, time_ms: line.time, text: line.text };
  }
}
