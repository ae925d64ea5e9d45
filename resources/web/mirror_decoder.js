// Turns an update's parts into areas of pixels, whoever sent them; the protocol's description of the picture says what
// they are made of. A part costs at most `PLAIN_LIMIT` bytes and as much again in pixels.

import { BadUpdate } from "./bad_update.js";
import { COPY, JPEG, PIXELS, PREDICTED } from "./mirror_areas.js";
import { PLAIN_LIMIT } from "./mirror_inflate.js";
import { plainJpeg } from "./mirror_jpeg.js";


const AREA_HEADER = 9;
const COPY_HEADER = 4;
const JPEG_HEADER = 4;
const AREA_PIXELS = 160_000;
const JPEG_LIMIT = 512 * 1024;
const OPAQUE = 0xff000000;

// One stream of updates for a screen of `width` x `height` pixels; unusable after `BadUpdate`.
export class Decoder {
  constructor(width, height, inflate) {
    this._width = width;
    this._height = height;
    this._inflate = inflate;
    this._plain = new Uint8Array(0); // what is left of the plain stream: an area that is not complete
    this._pixelsLeft = width * height; // of the current update; areas of an honest one are disjoint
  }

  // Returns the areas that are complete with this part of the current update, in the order to paint them:
  // `{x, y, width, height}` with `pixels` (RGBA), `jpeg` (the bytes of one) or `from` (`{x, y}` of where in the picture
  // they are).
  part(data, final) {
    const more = this._inflate.part(data);
    if (this._plain.length + more.length > PLAIN_LIMIT + AREA_HEADER + JPEG_HEADER + JPEG_LIMIT) {
      throw new BadUpdate("a part stands for too much");
    }
    const plain = new Uint8Array(this._plain.length + more.length);
    plain.set(this._plain);
    plain.set(more, this._plain.length);
    const areas = this._completeAreas(plain);
    if (final) {
      if (this._plain.length > 0 || !this._inflate.atBoundary || this._pixelsLeft === this._width * this._height) {
        throw new BadUpdate("update ends within an area");
      }
      this._pixelsLeft = this._width * this._height;
    }
    return areas;
  }

  _completeAreas(plain) {
    const areas = [];
    const view = new DataView(plain.buffer);
    let start = 0;
    for (let end = this._area(view, plain, start, areas); end > 0; end = this._area(view, plain, start, areas)) {
      start = end;
    }
    this._plain = plain.slice(start);
    return areas;
  }

  // Adds the area that begins at `start` to `areas` and returns where it ends; 0 as long as it is not complete.
  _area(view, plain, start, areas) {
    const first = start + AREA_HEADER;
    if (plain.length < first) {
      return 0;
    }
    const [x, y, width, height] = [1, 3, 5, 7].map((at) => view.getUint16(start + at, true));
    const area = { x, y, width, height };
    this._check(area);
    const end = complete(area, view.getUint8(start), view, plain, first);
    if (end > 0) {
      this._checkSource(area);
      this._pixelsLeft -= width * height;
      areas.push(area);
    }
    return end;
  }

  _check({ x, y, width, height }) {
    if (width === 0 || height === 0) {
      throw new BadUpdate("empty area");
    }
    if (x + width > this._width || y + height > this._height) {
      throw new BadUpdate("area outside of the screen");
    }
    if (width * height > AREA_PIXELS) {
      throw new BadUpdate("area too large");
    }
    if (width * height > this._pixelsLeft) {
      throw new BadUpdate("more areas than the screen holds");
    }
  }

  _checkSource({ from, width, height }) {
    if (from && (from.x + width > this._width || from.y + height > this._height)) {
      throw new BadUpdate("copy from outside of the screen");
    }
  }
}

// Puts into `area` what follows at `first`, and returns where that ends; 0 as long as it is not all there.
function complete(area, kind, view, plain, first) {
  if (kind === PIXELS || kind === PREDICTED) {
    const end = first + 3 * area.width * area.height;
    if (plain.length < end) {
      return 0;
    }
    const fill = kind === PIXELS ? unpacked : restored;
    area.pixels = fill(plain.subarray(first, end), area.width, area.height);
    return end;
  }
  if (kind === COPY) {
    return plain.length < first + COPY_HEADER ? 0 : copied(area, view, first);
  }
  if (kind === JPEG) {
    return photograph(area, view, plain, first);
  }
  throw new BadUpdate("area of no known kind");
}

function copied(area, view, first) {
  area.from = { x: view.getUint16(first, true), y: view.getUint16(first + 2, true) };
  return first + COPY_HEADER;
}

function photograph(area, view, plain, start) {
  const first = start + JPEG_HEADER;
  if (plain.length < first) {
    return 0;
  }
  const size = view.getUint32(start, true);
  if (size > JPEG_LIMIT) {
    throw new BadUpdate("JPEG too long");
  }
  const end = first + size;
  if (plain.length < end) {
    return 0;
  }
  area.jpeg = plainJpeg(plain.subarray(first, end), area.width, area.height);
  return end;
}

// Returns blue, green, red of each pixel as RGBA.
function unpacked(plain, width, height) {
  const pixels = new Uint32Array(width * height);
  for (let pixel = 0, at = 0; pixel < pixels.length; pixel++, at += 3) {
    pixels[pixel] = OPAQUE | (plain[at] << 16) | (plain[at + 1] << 8) | plain[at + 2];
  }
  return pixels.buffer;
}

// Returns as RGBA what differs from what the neighbours let expect: planes of green, blue - green, red - green.
function restored(plain, width, height) {
  const size = width * height;
  const pixels = new Uint32Array(size);
  const above = new Uint8Array(3 * width);
  for (let y = 0, pixel = 0; y < height; y++) {
    let green = 0;
    let blue = 0;
    let red = 0;
    for (let x = 0; x < width; x++, pixel++) {
      green += plain[pixel];
      blue += plain[pixel + size];
      red += plain[pixel + 2 * size];
      const g = (above[x] += green);
      const b = (above[x + width] += blue);
      const r = (above[x + 2 * width] += red);
      const whole = g & 255;
      pixels[pixel] = OPAQUE | (((b + whole) & 255) << 16) | (whole << 8) | ((r + whole) & 255);
    }
  }
  return pixels.buffer;
}
