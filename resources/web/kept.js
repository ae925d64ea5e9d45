// What the page keeps for the case that it is loaded anew: in this tab only, and only until the tab is closed. Each line
// of the chat has an item of its own, so that keeping one costs the same however many there are. Where the browser has no
// more room, the oldest lines are let go of: what is kept are the latest, each in its place, and all that is no line.

import { fromBase64url, toBase64url } from "./bytes.js";
import { decode } from "./vendor/msgpack/decode.mjs";
import { encode } from "./vendor/msgpack/encode.mjs";

const NAME = "fernblick";
const LINE = "fernblick-line-";
const PART = 8; // of the lines one part is let go of at a time, so that not every further line has to look for room

const read = (name) => {
  const text = sessionStorage.getItem(name);
  return text === null ? null : decode(fromBase64url(text));
};
const write = (name, value) => sessionStorage.setItem(name, toBase64url(encode(value)));

// Returns what was kept for `place`, the page's own address; null where that is nothing.
export function load(place) {
  try {
    const kept = read(NAME);
    if (kept?.place !== place) return null;
    if (kept.conversation) kept.conversation = withLines(kept.conversation);
    return kept;
  } catch {
    return null;
  }
}

// Keeps all but the lines as it is now, and what has changed of these since the last time. The lines come first: those
// that nothing else speaks of do not count.
export function save(kept, { added = [], gone = [] } = {}) {
  try {
    for (const place of gone) sessionStorage.removeItem(`${LINE}${place}`);
    for (const [place, line] of added) put(`${LINE}${place}`, line);
    if (!put(NAME, kept)) console.warn("the chat will not outlive this page: there is no room");
  } catch (error) {
    console.warn("the chat will not outlive this page:", error);
  }
}

export function forget() {
  try {
    for (const name of names()) {
      if (name === NAME || name.startsWith(LINE)) sessionStorage.removeItem(name);
    }
  } catch {
    // there is nothing to forget where nothing can be kept
  }
}

// Keeps `value`, if need be in place of the oldest lines; returns whether there is room. What was called so goes anyway.
function put(name, value) {
  for (;;) {
    try {
      write(name, value);
      return true;
    } catch (error) {
      if (error.name !== "QuotaExceededError") throw error;
      sessionStorage.removeItem(name);
      if (!letGo()) return false;
    }
  }
}

// Lets go of the oldest lines; returns whether there were any.
function letGo() {
  const places = names().filter((name) => name.startsWith(LINE)).map((name) => Number(name.slice(LINE.length)));
  places.sort((one, other) => one - other);
  const oldest = places.slice(0, Math.ceil(places.length / PART));
  for (const place of oldest) sessionStorage.removeItem(`${LINE}${place}`);
  return oldest.length > 0;
}

const names = () => Array.from({ length: sessionStorage.length }, (_, place) => sessionStorage.key(place));

// Returns the conversation with the lines that are kept without a gap up to the last one.
function withLines(conversation) {
  const lines = [];
  let first = conversation.next;
  for (; first > conversation.first; first--) {
    const line = readLine(first - 1);
    if (line === null) break;
    lines.push(line);
  }
  return { ...conversation, first, lines: lines.reverse() };
}

function readLine(place) {
  try {
    return read(`${LINE}${place}`);
  } catch {
    return null;
  }
}
