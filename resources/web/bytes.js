// Bytes and text, as the protocol joins them. Pure.

const encoder = new TextEncoder();

export function utf8(text) {
  return encoder.encode(text);
}

// Returns all parts one after the other; a part is bytes or text.
export function concat(...parts) {
  const all = parts.map((part) => (typeof part === "string" ? utf8(part) : part));
  const joined = new Uint8Array(all.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of all) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

// Returns `number` in `count` bytes, big-endian.
export function bigEndian(number, count) {
  const bytes = new Uint8Array(count);
  for (let at = count - 1; at >= 0; at -= 1) {
    bytes[at] = number % 256;
    number = Math.floor(number / 256);
  }
  return bytes;
}

export function fromBigEndian(bytes) {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}

export function random(count) {
  return crypto.getRandomValues(new Uint8Array(count));
}

// Compares in a time that does not depend on where the two differ.
export function same(one, other) {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let at = 0; at < one.length; at += 1) difference |= one[at] ^ other[at];
  return difference === 0;
}

// Says which of two comes first, byte by byte.
export function compare(one, other) {
  for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
    if (one[at] !== other[at]) return one[at] - other[at];
  }
  return one.length - other.length;
}

export function startsWith(bytes, head) {
  return bytes.length >= head.length && same(bytes.subarray(0, head.length), head);
}

export function toBase64url(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function fromBase64url(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
