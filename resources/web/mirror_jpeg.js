// A photograph's JPEG: held to what was announced before the browser spends memory on it.

import { BadUpdate } from "./bad_update.js";

const SOI = 0xd8;
const SOF0 = 0xc0;
const DHT = 0xc4;
const SOS = 0xda;
const DQT = 0xdb;
const DRI = 0xdd;
const APP0 = 0xe0;
const APP15 = 0xef;
const COM = 0xfe;
const NEEDED = new Set([SOF0, DHT, DQT, DRI, SOS, APP0]);
const SAMPLINGS = ["17,17,17", "34,17,17"]; // 4:4:4, 4:2:0

// Returns what of `data` makes the picture: one baseline frame of `width` x `height`, one scan of three colours.
//
// What an application may add is left out: a profile or an orientation would change what is seen.
export function plainJpeg(data, width, height) {
  const kept = [data.subarray(0, 2)];
  if (data[0] !== 0xff || data[1] !== SOI) {
    throw new BadUpdate("no JPEG");
  }
  let at = 2;
  let framed = false;
  while (at + 4 <= data.length) {
    const kind = data[at + 1];
    const size = (data[at + 2] << 8) | data[at + 3];
    const end = at + 2 + size;
    if (data[at] !== 0xff || size < 2 || end > data.length) {
      throw new BadUpdate("broken segment of a JPEG");
    }
    const body = data.subarray(at + 4, end);
    if (kind === SOS) {
      if (!framed || body[0] !== 3) {
        throw new BadUpdate("JPEG of more than one scan");
      }
      return joined([...kept, data.subarray(at)]);
    }
    if (kind === SOF0 && !framed) {
      checkFrame(body, width, height);
      framed = true;
    } else if (!isHarmless(kind)) {
      throw new BadUpdate("JPEG that is not baseline");
    }
    if (NEEDED.has(kind)) {
      kept.push(data.subarray(at, end));
    }
    at = end;
  }
  throw new BadUpdate("JPEG ends too soon");
}

// Returns `parts` as one piece: Firefox decodes no picture from a blob of several.
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isHarmless(kind) {
  return kind === DHT || kind === DQT || kind === DRI || kind === COM || (kind >= APP0 && kind <= APP15);
}

function checkFrame(body, width, height) {
  const expected = [8, height >> 8, height & 255, width >> 8, width & 255, 3];
  const sampling = [body[7], body[10], body[13]].join();
  if (body.length !== 15 || expected.some((byte, at) => body[at] !== byte) || !SAMPLINGS.includes(sampling)) {
    throw new BadUpdate("JPEG of another frame");
  }
}
