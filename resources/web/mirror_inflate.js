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
    this.windowLimit = windowLimit;
    this.header = []; // bytes of the header that is being read
    this.wanted = FRAME_HEADER; // bytes that it has
    this.body = 0; // bytes of the present block that are still to come
    this.begun = false;
  }

  // Whether a block may begin here.
  get atBoundary() {
    return this.begun && this.body === 0 && this.header.length === 0;
  }

  follow(data) {
    let at = 0;
    while (at < data.length) {
      if (this.body > 0) {
        const there = Math.min(this.body, data.length - at);
        this.body -= there;
        at += there;
      } else {
        this.header.push(data[at++]);
        if (this.header.length === this.wanted) {
          this.take(this.header);
          this.header = [];
        }
      }
    }
  }

  take(header) {
    if (this.begun) {
      this.takeBlock(header[0] | (header[1] << 8) | (header[2] << 16));
    } else {
      this.takeFrame(header);
    }
  }

  takeFrame(header) {
    if (MAGIC.some((byte, at) => header[at] !== byte) || header[4] !== 0) {
      throw new BadUpdate("not a stream");
    }
    const base = 2 ** (10 + (header[5] >> 3));
    if (base + (base / 8) * (header[5] & 7) > this.windowLimit) {
      throw new BadUpdate("window too large");
    }
    this.begun = true;
    this.wanted = BLOCK_HEADER;
  }

  takeBlock(header) {
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    if ((header & 1) === 1 || kind === RESERVED || size > BLOCK_LIMIT) {
      throw new BadUpdate("not a block of the stream");
    }
    this.body = kind === RLE ? 1 : size;
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
    this.stream = library._zstd;
    this.memory = library._mainModule;
    this.input = this.memory.malloc(PART_LIMIT);
    this.output = this.memory.malloc(PLAIN_LIMIT + 1);
    this.frame = null;
  }

  // Begin another stream, whose window has at most `windowLimit` bytes.
  begin(windowLimit) {
    this.stream.reset();
    this.frame = new Frame(windowLimit);
  }

  // Whether what came so far ends with a block, as each update does.
  get atBoundary() {
    return this.frame.atBoundary;
  }

  // Return what `data`, the next bytes of the stream, decompress to; valid until the next call.
  part(data) {
    if (data.length > PART_LIMIT) {
      throw new BadUpdate("part too long");
    }
    this.frame.follow(data);
    this.memory.heapView(this.input).set(data);
    const size = this.stream.decompressChunk(this.output.ptr, this.output.size, this.input.ptr, data.length);
    if (!(size >= 0 && size <= PLAIN_LIMIT)) {
      throw new BadUpdate("a part stands for too much");
    }
    return this.memory.heapView(this.output).subarray(0, size);
  }
}
