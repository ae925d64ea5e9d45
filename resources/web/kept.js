// What the page keeps for the case that it is loaded anew: in this tab only, and only until the tab is closed.

import { fromBase64url, toBase64url } from "./bytes.js";
import { decode } from "./vendor/msgpack/decode.mjs";
import { encode } from "./vendor/msgpack/encode.mjs";

const NAME = "fernblick";

// Returns what was kept for `place`, the page's own address; null where that is nothing.
export function load(place) {
  try {
    const text = sessionStorage.getItem(NAME);
    const kept = text === null ? null : decode(fromBase64url(text));
    return kept?.place === place ? kept : null;
  } catch {
    return null;
  }
}

export function save(kept) {
  try {
    sessionStorage.setItem(NAME, toBase64url(encode(kept)));
  } catch (error) {
    console.warn("the chat will not outlive this page:", error);
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // there is nothing to forget where nothing can be kept
  }
}
