// How often a technician's program may say each kind of thing, as the page counts it, and chat lines that wait for their
// turn. The rules and figures are those of the viewer: `content_vocabulary.py`, `protocol/seat/allowance.py`, `incoming.py`.

import { BadMessage } from "./crypto.js";

export const WINDOW_LINES = 20;
export const WINDOW_BYTES = 64 * 1024;
const LINES_A_SECOND = 2;
const BYTES_A_SECOND = 16 * 1024;
const LINE_COST = 64; // bytes that a line counts besides its text
const WAITING_LINES = 100;
const WAITING_BYTES = 256 * 1024;
const LIMITS = { // at once, and each second
  key_offer: [100, 10], profile: [40, 2], vouch: [300, 20], revoked: [300, 20], words_commitment: [40, 2],
  words_opening: [40, 2], chat_delivered: [400, 40], typing: [20, 5],
  viewer_link: [5, 0.2], share_source: [12, 0.8], share_paused: [40, 3], shared_sources: [40, 3],
  pointer_shape: [240, 120], pointer_at: [1000, 500], mark: [240, 120], marks_cleared: [40, 10],
};

const STATES = ["chat_delivered", "pointer_shape", "pointer_at", "share_paused", "shared_sources"]; // the latest waits
const OF_A_SOURCE = ["share_paused", "shared_sources", "pointer_at", "pointer_shape"];
const TAKES_BACK = { // never dropped, as long as there is something to take back
  revoked: () => true,
  typing: ({ typing }) => !typing,
  share_paused: ({ paused }) => paused,
  mark: ({ points }) => points?.length === 0,
  marks_cleared: () => true,
};
const TAKEN_BACK_BY = { mark: "marks_cleared" };

const nowS = () => performance.now() / 1000;
const encoder = new TextEncoder();

export const lineCost = (text) => LINE_COST + encoder.encode(text).length;

export class Bucket {
  constructor(atOnce, aSecond, clock = nowS) {
    this._atOnce = atOnce;
    this._aSecond = aSecond;
    this._clock = clock;
    this._room = atOnce;
    this._countedS = clock();
  }

  // Counts `amount` and returns true, or returns false where there is no room for it.
  take(amount = 1) {
    if (this.dueS(amount) > 0) return false;
    this._room -= amount;
    return true;
  }

  // Returns the seconds until there is room for `amount`.
  dueS(amount = 1) {
    const now = this._clock();
    this._room = Math.min(this._atOnce, this._room + (now - this._countedS) * this._aSecond);
    this._countedS = now;
    return Math.max(0, (amount - this._room) / this._aSecond);
  }
}

export class Allowances {
  constructor(clock = nowS) {
    this._clock = clock;
    this._buckets = new Map();
    this._last = new Map(); // what was handled last, as text, by the kind that takes it back
    this._waiting = new Map(); // the latest of each state, and of which attachment
  }

  // Returns whether `content` is to be handled now, else it waits or nothing comes of it; throws where what follows it
  // would be wrong.
  take(sender, attachment, content) {
    const { t } = content;
    if (!(t in LIMITS)) return true;
    const key = `${sender} ${t}`;
    if (!this._buckets.has(key)) this._buckets.set(key, new Bucket(...LIMITS[t], this._clock));
    const repeated = () => this._last.get(`${sender} ${TAKEN_BACK_BY[t] ?? t}`) === plain(content);
    const takesBack = () => TAKES_BACK[t]?.(content) && !repeated();
    if (!this._buckets.get(key).take() && !takesBack()) {
      if (t === "share_source") throw new BadMessage("too many sources");
      if (STATES.includes(t)) this._waiting.set(key, { sender, attachment, content });
      return false;
    }
    this._handled(sender, content);
    return true;
  }

  // Returns the next state whose turn it is, as {sender, attachment, content}; null where there is none.
  due() {
    for (const [key, waiting] of this._waiting) {
      if (this._buckets.get(key).take()) {
        this._handled(waiting.sender, waiting.content);
        return waiting;
      }
    }
    return null;
  }

  // Returns the seconds until `due` has something; Infinity where nothing waits.
  dueS() {
    return Math.min(...[...this._waiting.keys()].map((key) => this._buckets.get(key).dueS()));
  }

  _handled(sender, content) {
    const { t } = content;
    if (t in TAKES_BACK) this._last.set(`${sender} ${TAKEN_BACK_BY[t] ?? t}`, plain(content));
    this._waiting.delete(`${sender} ${t}`);
    if (t === "share_source") for (const state of OF_A_SOURCE) this._waiting.delete(`${sender} ${state}`);
  }
}

const plain = (content) => JSON.stringify(content, (_key, value) => (value instanceof Uint8Array ? [...value] : value));

// Chat lines that have arrived: a window of them is taken at once, more of them one by one; until then they wait here,
// unconfirmed. Of a sender that goes on all the same nothing is taken before it attaches anew and says it again.
export class Incoming {
  constructor(clock = nowS) {
    this._clock = clock;
    this._senders = new Map();
  }

  // Returns whether a line is to be taken now; else it waits. `attachment` tells the present ones from those before.
  arrived(member, attachment, chat) {
    const sender = this._sender(member);
    if (sender.attachment !== attachment) Object.assign(sender, { attachment, waiting: [], size: 0, deaf: false });
    const cost = lineCost(chat.text);
    if (sender.waiting.length === 0 && !sender.deaf && hasRoom(sender, cost)) return true;
    sender.size += cost;
    if (sender.waiting.length >= WAITING_LINES || sender.size > WAITING_BYTES) sender.deaf = true;
    if (!sender.deaf) sender.waiting.push(chat);
    return false;
  }

  // Returns the next line that may be taken now, as {member, attachment, chat}; null where none may.
  take() {
    for (const [member, sender] of this._senders) {
      if (sender.waiting.length > 0 && hasRoom(sender, lineCost(sender.waiting[0].text))) {
        const chat = sender.waiting.shift();
        sender.size -= lineCost(chat.text);
        return { member, attachment: sender.attachment, chat };
      }
    }
    return null;
  }

  // Returns the seconds until `take` has something; Infinity where nothing waits.
  dueS() {
    const waiting = [...this._senders.values()].filter((sender) => sender.waiting.length > 0);
    return Math.min(...waiting.map(({ lines, bytes, waiting: [first] }) =>
      Math.max(lines.dueS(), bytes.dueS(lineCost(first.text)))));
  }

  _sender(member) {
    if (!this._senders.has(member)) {
      const lines = new Bucket(WINDOW_LINES, LINES_A_SECOND, this._clock);
      const bytes = new Bucket(WINDOW_BYTES, BYTES_A_SECOND, this._clock);
      this._senders.set(member, { attachment: "", waiting: [], size: 0, deaf: false, lines, bytes });
    }
    return this._senders.get(member);
  }
}

function hasRoom({ lines, bytes }, cost) {
  return lines.dueS() === 0 && bytes.dueS(cost) === 0 && lines.take() && bytes.take(cost);
}
