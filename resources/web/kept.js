// What the page keeps for the case that it is loaded anew: in this tab only, and only until the tab is closed. Each line
// of the chat has an item of its own, so that keeping one costs the same however many there are.

import { fromBase64url, toBase64url } from "./bytes.js";
import { decode } from "./vendor/msgpack/decode.mjs";
import { encode } from "./vendor/msgpack/encode.mjs";

const NAME = "fernblick";
const LINE = "fernblick-line-";

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
    if (kept.conversation) kept.conversation.lines = lines(kept.conversation);
    return kept;
  } catch {
    return null;
  }
}

// Keeps all but the lines as it is now, and what has changed of these since the last time. The lines come first: those
// that nothing else speaks of do not count.
export function save(kept, { added = [], gone = [] } = {}) {
  try {
    for (const [place, line] of added) write(`${LINE}${place}`, line);
    write(NAME, kept);
    for (const place of gone) sessionStorage.removeItem(`${LINE}${place}`);
  } catch (error) {
    console.warn("the chat will not outlive this page:", error);
  }
}

export function forget() {
  try {
    const names = Array.from({ length: sessionStorage.length }, (_, place) => sessionStorage.key(place));
    for (const name of names) {
      if (name === NAME || name.startsWith(LINE)) sessionStorage.removeItem(name);
    }
  } catch {
    // there is nothing to forget where nothing can be kept
  }
}

function lines({ first, next }) {
  return Array.from({ length: next - first }, (_, at) => read(`${LINE}${first + at}`)).filter((line) => line !== null);
}
