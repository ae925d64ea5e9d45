// Decodes and paints what page_codec.py serves, one step after the other, and says how long each took.

import { Picture } from "/web/mirror_picture.js";

const worker = new Worker("/web/mirror_worker.js", { type: "module" });
const answer = (message) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.bad ? reject(new Error(data.bad)) : resolve(data));
    worker.postMessage(message);
  });

const canvas = document.createElement("canvas");
const picture = new Picture(canvas);
let stream = 0;

export function begin(width, height) {
  picture.begin(width, height);
  worker.postMessage({ stream: ++stream, width, height, windowLimit: 2 ** 25 });
}

// Returns [milliseconds to decode, milliseconds to paint, SHA-256 of the picture] of one step's `parts`.
export async function step(parts) {
  let [decode, paint] = [0, 0];
  for (const [update, final, text] of parts) {
    const data = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const start = performance.now();
    const { areas } = await answer({ stream, update, final, data });
    const middle = performance.now();
    picture.apply(areas);
    decode += middle - start;
    paint += performance.now() - middle;
  }
  const { data } = picture.context.getImageData(0, 0, canvas.width, canvas.height);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [decode, paint, [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("")];
}
