// The worker that decodes, away from the page's own thread: parts in, areas out, in order.
//
// In: `{stream, width, height, windowLimit}` begins a stream; `{stream, update, final, data}` is its next part.
// Out: `{stream, update, final, areas}` for each part, or `{stream, bad}`, after which nothing of the stream follows.

import { BadUpdate } from "./bad_update.js";
import { PaintBudget } from "./mirror_budget.js";
import { Decoder } from "./mirror_decoder.js";
import { Inflate } from "./mirror_inflate.js";

const AS_IT_IS = { colorSpaceConversion: "none", premultiplyAlpha: "none" };

const loading = Inflate.load();
let budget = null; // of the present stream
let decoder = null; // of the present stream; null once that has broken
let stream = 0;
let turn = Promise.resolve(); // one message after the other, although a photograph takes a while

async function take(message) {
  if (message.data === undefined) {
    const inflate = await loading;
    inflate.begin(message.windowLimit);
    stream = message.stream;
    decoder = new Decoder(message.width, message.height, inflate);
    budget = new PaintBudget(message.width, message.height);
  } else if (decoder !== null && message.stream === stream) {
    await decode(message);
  }
}

async function decode({ update, final, data }) {
  try {
    const areas = decoder.part(data, final);
    budget.take(areas);
    await Promise.all(areas.map(develop));
    self.postMessage({ stream, update, final, areas }, areas.map((area) => area.pixels ?? area.bitmap).filter(Boolean));
  } catch (error) {
    decoder = null;
    self.postMessage({ stream, bad: error instanceof BadUpdate ? error.message : `${error}` });
  }
}

// Lets the browser decode a photograph.
async function develop(area) {
  if (area.jpeg === undefined) {
    return;
  }
  const { jpeg, width, height } = area;
  delete area.jpeg;
  try {
    area.bitmap = await createImageBitmap(new Blob([jpeg], { type: "image/jpeg" }), AS_IT_IS);
  } catch {
    throw new BadUpdate("damaged JPEG");
  }
  if (area.bitmap.width !== width || area.bitmap.height !== height) {
    throw new BadUpdate("JPEG of another size");
  }
}

self.onmessage = ({ data }) => {
  turn = turn.then(() => take(data));
};
