// One zstd stream without an end, part by part, in bounded memory.
//
// What is decompressed is left to libzstd. The frame is followed here, too, by the headers of its blocks: so the window
// is known before memory is spent on it, and neither a second frame nor anything but blocks ever reaches the library.
// The format is that of RFC 8878.

import { BadUpdate } from "./bad_update.js";
import { Zstd } from "./vendor/hpcc-wasm-zstd/index.js";

export const PART_LIMIT = 60 * 1024; // bytes of one part
export const PLAIN_LIMIT = 2 << 20; // bytes that one part may stand for

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
const FRAME_HEADER = MAGIC.length + 2; // and a descriptor, and the window
const BLOCK_HEADER = 3;
const RLE = 1;
const RESERVED = 3;
const BLOCK_LIMIT = 128 * 1024;

// Follows the headers of a frame of which neither the size is known nor the end ever comes.
class Frame {
  constructor(windowLimit) {
    this._windowLimit = windowLimit;
    this._header = []; // bytes of the header that is being read
    this._wanted = FRAME_HEADER; // bytes that it has
    this._body = 0; // bytes of the present block that are still to come
    this._begun = false;
  }

  // Whether a block may begin here.
  get atBoundary() {
    return this._begun && this._body === 0 && this._header.length === 0;
  }

  follow(data) {
    let at = 0;
    while (at < data.length) {
      if (this._body > 0) {
        const there = Math.min(this._body, data.length - at);
        this._body -= there;
        at += there;
      } else {
        this._header.push(data[at++]);
        if (this._header.length === this._wanted) {
          this._take(this._header);
          this._header = [];
        }
      }
    }
  }

  _take(header) {
    if (this._begun) {
      this._takeBlock(header[0] | (header[1] << 8) | (header[2] << 16));
    } else {
      this._takeFrame(header);
    }
  }

  _takeFrame(header) {
    if (MAGIC.some((byte, at) => header[at] !== byte) || header[4] !== 0) {
      throw new BadUpdate("not a stream");
    }
    const base = 2 ** (10 + (header[5] >> 3));
    if (base + (base / 8) * (header[5] & 7) > this._windowLimit) {
      throw new BadUpdate("window too large");
    }
    this._begun = true;
    this._wanted = BLOCK_HEADER;
  }

  _takeBlock(header) {
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    if ((header & 1) === 1 || kind === RESERVED || size > BLOCK_LIMIT) {
      throw new BadUpdate("not a block of the stream");
    }
    this._body = kind === RLE ? 1 : size;
  }
}

// Decompresses one stream after the other.
//
// Reads two fields of the library that its documentation does not name: its method `decompressChunk` copies what it
// returns byte by byte through an array, which takes longer than decompressing it. `vendor/README.md` pins the version.
export class Inflate {
  static async load() {
    return new Inflate(await Zstd.load());
  }

  constructor(library) {
    this._stream = library._zstd;
    this._memory = library._mainModule;
    this._input = this._memory.malloc(PART_LIMIT);
    this._output = this._memory.malloc(PLAIN_LIMIT + 1);
    this._frame = null;
  }

  // Begins another stream, whose window has at most `windowLimit` bytes.
  begin(windowLimit) {
    this._stream.reset();
    this._frame = new Frame(windowLimit);
  }

  // Whether what came so far ends with a block, as each update does.
  get atBoundary() {
    return this._frame.atBoundary;
  }

  // Returns what `data`, the next bytes of the stream, decompress to; valid until the next call.
  part(data) {
    if (data.length > PART_LIMIT) {
      throw new BadUpdate("part too long");
    }
    this._frame.follow(data);
    this._memory.heapView(this._input).set(data);
    const size = this._stream.decompressChunk(this._output.ptr, this._output.size, this._input.ptr, data.length);
    if (!(size >= 0 && size <= PLAIN_LIMIT)) {
      throw new BadUpdate("a part stands for too much");
    }
    return this._memory.heapView(this._output).subarray(0, size);
  }
}
