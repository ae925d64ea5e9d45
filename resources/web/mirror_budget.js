// How much a sender may have painted: no more than an honest one captures. What is painted is counted, not what arrives,
// since some bytes of the stream can stand for many pictures.

import { BadUpdate } from "./bad_update.js";

const PICTURES_A_SECOND = 60;
const PICTURES_AT_ONCE = 900; // that may come in one go, after a link has stood still
const LEAST_PICTURE = 640 * 480; // pixels that a smaller picture counts as
const LEAST_AREA = 32 * 32; // pixels that a smaller area counts as

export class PaintBudget {
  constructor(width, height, clock = () => performance.now() / 1000) {
    this._picture = Math.max(LEAST_PICTURE, width * height);
    this._clock = clock;
    this._countedS = clock();
    this._room = PICTURES_AT_ONCE;
  }

  // Counts `areas`; throws where no honest sender makes so much.
  take(areas) {
    const now = this._clock();
    this._room = Math.min(PICTURES_AT_ONCE, this._room + (now - this._countedS) * PICTURES_A_SECOND);
    this._countedS = now;
    for (const { width, height } of areas) this._room -= Math.max(LEAST_AREA, width * height) / this._picture;
    if (this._room < 0) throw new BadUpdate("more pictures than anybody captures");
  }
}
