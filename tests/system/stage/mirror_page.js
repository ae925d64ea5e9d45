// What the tests of the page's picture run in the browser: streams in, what became of them out.

import { Mirror } from "/web/mirror.js";
import { Picture } from "/web/mirror_picture.js";
import { Player } from "/web/mirror_player.js";
import { FORM_WORDS } from "/web/form_words.js";
import { Words } from "/web/language.js";
import { WORDS } from "/web/words.js";

const worker = new Worker("/web/mirror_worker.js", { type: "module" });
let streams = 0;

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

async function sha256(data) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Plays `parts`, each [update, final, base64], and returns {shown, broken, rgba_sha256} once all of them are painted or
// refused.
export async function play({ width, height, window_log, parts }) {
  const picture = new Picture(document.createElement("canvas"));
  picture.begin(width, height);
  const shown = [];
  const stream = ++streams;
  const broken = await new Promise((resolve) => {
    let painted = 0;
    const paint = (areas) => {
      picture.apply(areas);
      if (++painted === parts.length) queueMicrotask(() => resolve(null));
    };
    const player = new Player({
      worker, source: { stream, width, height }, windowLimit: 2 ** window_log, paint,
      shown: (update) => shown.push(update), broken: resolve,
    });
    for (const [update, final, data] of parts) player.put({ stream, update, final, data: bytes(data) });
  });
  return { shown, broken, rgba_sha256: await sha256(picture.context.getImageData(0, 0, width, height).data) };
}

// Returns a mirror in the page, with what it has told its sharer and what became of it.
export function openMirror() {
  const words = new Words(FORM_WORDS, ["en"]);
  words.learn(WORDS);
  const seen = { told: [], ended: 0, broken: null };
  const place = document.body.appendChild(document.createElement("section"));
  const mirror = new Mirror({
    place, frame: place, words: (key, ...parts) => words.say(key, ...parts),
    tell: (content) => seen.told.push(content), end: () => seen.ended++, broken: (why) => (seen.broken = `${why}`),
  });
  const receive = (content) => mirror.receive(content.data ? { ...content, data: bytes(content.data) } : content);
  const find = (selector) => place.querySelector(selector);
  return { mirror, receive, seen, find, bytes };
}
