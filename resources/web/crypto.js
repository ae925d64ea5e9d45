// What the page needs of cryptography, by the browser's own WebCrypto.

import { concat, fromBase64url } from "./bytes.js";

export const KEY_BYTES = 32;
const PKCS8_HEAD = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
]); // of an X25519 key, before its 32 bytes

// A peer sent something that does not open, does not fit or is no message; the link must be closed.
export class BadMessage extends Error {}

export async function hkdf(secret, { salt = new Uint8Array(0), info, bytes = KEY_BYTES }) {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const parameters = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, bytes * 8));
}

export async function hmac(secret, data) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
}

export async function sha256(data) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

export async function sealingKey(bytes) {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export async function encrypt(key, nonce, plain, about) {
  const parameters = { name: "AES-GCM", iv: nonce, additionalData: about };
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plain));
}

export async function decrypt(key, nonce, box, about) {
  try {
    const parameters = { name: "AES-GCM", iv: nonce, additionalData: about };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, box));
  } catch {
    throw new BadMessage("a box does not open");
  }
}

async function privateKey(secret) {
  return crypto.subtle.importKey("pkcs8", concat(PKCS8_HEAD, secret), "X25519", true, ["deriveBits"]);
}

// Returns the public half of the X25519 key pair whose secret half is `secret`.
export async function publicKey(secret) {
  const { x } = await crypto.subtle.exportKey("jwk", await privateKey(secret));
  return fromBase64url(x);
}

// Returns what the owners of `secret` and of the public `key` share, and nobody else.
export async function sharedKey(secret, key) {
  try {
    const other = await crypto.subtle.importKey("raw", key, "X25519", false, []);
    const own = await privateKey(secret);
    const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: other }, own, 256));
    if (shared.every((byte) => byte === 0)) throw new BadMessage("no public key");
    return shared;
  } catch (error) {
    throw error instanceof BadMessage ? error : new BadMessage("no public key");
  }
}

// Returns whether the owner of the public `key` (Ed25519) has signed `data`.
export async function isSigned(key, data, signature) {
  try {
    const owner = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", owner, signature, data);
  } catch {
    return false;
  }
}

// Returns whether this browser has all of this.
export async function available() {
  if (!globalThis.crypto?.subtle) return false;
  try {
    const pair = await crypto.subtle.generateKey("X25519", false, ["deriveBits"]);
    const device = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return Boolean(pair && device);
  } catch {
    return false;
  }
}
