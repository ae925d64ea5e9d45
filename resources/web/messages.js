// Messages as MessagePack, checked before anything else sees them: a tag that is not listed here is ignored, a field
// that does not fit ends the link.

import { BadMessage } from "./crypto.js";
import { isClean } from "./names.js";
import { decode } from "./vendor/msgpack/decode.mjs";
import { encode } from "./vendor/msgpack/encode.mjs";

export const VERSION = 1;
export const RECORD_LIMIT = 65536; // bytes of one message
export const CHAT_LIMIT = 4000; // characters of a chat line
export const WORDS_LIMIT = 500; // characters of what the desk may read
export const MEMBERS_LIMIT = 16;
export const CHANNEL = /^[a-z0-9-]{1,40}$/; // how a channel can be called
const LIMITS = {
  maxStrLength: RECORD_LIMIT,
  maxBinLength: RECORD_LIMIT,
  maxArrayLength: 256,
  maxMapLength: 256,
  maxExtLength: 0,
};

const whole = (low, high) => (value) => Number.isSafeInteger(value) && value >= low && value <= high;
const text = (limit) => (value) => typeof value === "string" && [...value].length <= limit;
const matching = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const bytes = (count) => (value) => value instanceof Uint8Array && value.length === count;
const upTo = (limit) => (value) => value instanceof Uint8Array && value.length <= limit;
const flag = (value) => typeof value === "boolean";
const oneOf = (...values) => (value) => values.includes(value);
const maybe = (check) => (value) => value === null || value === undefined || check(value);
const list = (check, limit) => (value) => Array.isArray(value) && value.length <= limit && value.every(check);
const fields = (shape) => (value) => value !== null && typeof value === "object" && fits(value, shape);

const session = bytes(16);
const member = whole(0, 65535);
const title = (value) => typeof value === "string" && isClean(value); // "": none
const name = (value) => title(value) && value !== "";
const line = (limit) => (value) => typeof value === "string" && isClean(value, limit);
const number = whole(0, Number.MAX_SAFE_INTEGER);
const count = whole(0, 2 ** 32 - 1);
const channel = text(40);

const SEAT = fields({
  member,
  role: oneOf("lead", "collaborator", "customer"),
  present: flag,
  generation: count,
  salt: bytes(16),
});

// What the host says to a page.
export const FROM_HOST = {
  welcome: {},
  refused: { about: text(40), reason: text(40), session: maybe(session) },
  ping: {},
  pong: {},
  session_use: {
    session,
    use: oneOf("free", "slow", "over"),
    spent: oneOf("nothing", "time", "bytes", "all_time", "all_bytes"),
    seconds: whole(0, 86400),
  },
  session_reported: { session },
  waiting: { place: whole(1, 65535), token: bytes(32), desk_reads: flag },
  wait_ended: { reason: text(40) },
  picked_up: { route: matching(/^(?:[0-9]{4}|[a-z2-7]{12})$/), secret: bytes(16) },
  puzzle: { token: bytes(40), bits: whole(1, 21) },
  joining: { session, join: count },
  join_step: { session, join: count, data: upTo(4096) },
  admitted: { session, join: count, member, token: bytes(32) },
  end_join: { session, join: count, reason: text(40) },
  room: { session, state: text(40), seats: list(SEAT, MEMBERS_LIMIT), sharing: member },
  sealed: { session, member, generation: count, channel, box: upTo(63488) },
  share_changed: { session, sharing: member, by: member, reason: text(40), before: member },
  member_left: { session, member, reason: text(40) },
  desktop_changed: { session },
  session_closed: { session, reason: text(40), channel },
  redirected: { address: text(300) },
};

// What the host says to a check of the connection.
export const CHECKED = {
  welcome: {},
  refused: FROM_HOST.refused,
  probed: { number: whole(0, 255), data: upTo(4000), seen: title },
};

const SIDE_LIMIT = 16384; // pixels of a screen's side
const POINTER_SIDE_LIMIT = 96;
const side = whole(1, SIDE_LIMIT);
const place = whole(-SIDE_LIMIT, SIDE_LIMIT);
const pointerSide = whole(1, POINTER_SIDE_LIMIT);
const hot = whole(0, POINTER_SIDE_LIMIT);
const monitor = whole(0, 16);
const picture = oneOf("share", "desktop");
const markKind = oneOf("laser", "arrow", "pen", "click");

// What members say to each other.
export const CONTENT = {
  profile: { name },
  through_queue: { channel },
  vouch: { member, key: bytes(32), customer: flag, ticket: bytes(32), device: maybe(upTo(32)) },
  revoked: { member, key: bytes(32) },
  words_commitment: { commitment: bytes(32) },
  words_opening: { nonce: bytes(32) },
  chat: { number, time_ms: number, text: text(CHAT_LIMIT) },
  chat_delivered: { number },
  typing: { typing: flag },
  viewer_link: { link: (value) => line(500)(value) && value !== "", code: line(12) },
  share_source: { stream: number, width: side, height: side, title },
  update_part: { stream: number, update: number, final: flag, data: upTo(61440) },
  pointer_shape: {
    width: pointerSide, height: pointerSide, hot_x: hot, hot_y: hot, pixels: upTo(4 * POINTER_SIDE_LIMIT ** 2),
  },
  pointer_at: { x: place, y: place, visible: flag },
  share_paused: {
    paused: flag, why: maybe(oneOf("locked", "switched", "asleep", "secured", "screen_saver", "private", "unseen")),
  },
  shared_sources: { sources: list(fields({ number: monitor, title }), 16), shown: monitor },
  mark: {
    picture, stream: number, number, kind: markKind, points: list(fields({ x: place, y: place }), 64), kept: flag,
  },
  marks_cleared: { picture },
};

export const OFFER = {
  key_offer: {
    key: bytes(32), customer: flag, known: flag, voucher: member, proof: bytes(32),
    fresh: bytes(32), fresh_proof: bytes(32), device: maybe(upTo(32)), signature: maybe(upTo(64)),
  },
};
export const GRANT = { seat_grant: { key: bytes(32), lead_name: name, customer_name: name, channel, relayed: maybe(title) } };

function fits(value, shape) {
  return Object.entries(shape).every(([key, check]) => check(value[key]));
}

export function pack(message) {
  return encode(message);
}

// Returns the message in `data`; null where its tag is not in `vocabulary`.
export function unpack(data, vocabulary) {
  if (data.length > RECORD_LIMIT) throw new BadMessage("message too long");
  let message;
  try {
    message = decode(data, LIMITS);
  } catch {
    throw new BadMessage("not MessagePack within limits");
  }
  if (message === null || typeof message !== "object" || typeof message.t !== "string") throw new BadMessage("no tag");
  if (!Object.hasOwn(vocabulary, message.t)) return null;
  if (!fits(message, vocabulary[message.t])) throw new BadMessage(`${message.t} does not fit`);
  return message;
}
