// The sharer's pointer, drawn over the picture.

import { BadUpdate } from "./bad_update.js";

export class Pointer {
  // `canvas` lies over the picture, in the same scaled box.
  constructor(canvas) {
    this._canvas = canvas;
    this._at = { x: 0, y: 0, visible: false };
    this._hot = { x: 0, y: 0 };
    this._scale = 1; // CSS pixels a pixel of the picture
    this._known = false; // how it looks
  }

  // Gives it another look: `pixels` is BGRA, premultiplied, row by row.
  look({ width, height, hot_x, hot_y, pixels }) {
    if (pixels.length !== 4 * width * height || hot_x > width || hot_y > height) {
      throw new BadUpdate(`pointer of ${width} x ${height} in ${pixels.length} bytes`);
    }
    this._canvas.width = width;
    this._canvas.height = height;
    this._canvas.getContext("2d").putImageData(new ImageData(straight(pixels), width, height), 0, 0);
    this._hot = { x: hot_x, y: hot_y };
    this._known = true;
    this._place();
  }

  // Moves its hot spot to `x`, `y`, in pixels of the picture.
  move(x, y, visible) {
    this._at = { x, y, visible };
    this._place();
  }

  hide() {
    this.move(this._at.x, this._at.y, false);
  }

  scale(value) {
    this._scale = value;
    this._place();
  }

  _place() {
    const { style, width, height } = this._canvas;
    this._canvas.hidden = !(this._at.visible && this._known);
    style.width = `${width * this._scale}px`;
    style.height = `${height * this._scale}px`;
    style.left = `${(this._at.x - this._hot.x) * this._scale}px`;
    style.top = `${(this._at.y - this._hot.y) * this._scale}px`;
  }
}

// Returns premultiplied BGRA as RGBA that is not.
function straight(pixels) {
  const plain = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3];
    const much = alpha === 0 ? 0 : 255 / alpha;
    plain[at] = pixels[at + 2] * much;
    plain[at + 1] = pixels[at + 1] * much;
    plain[at + 2] = pixels[at] * much;
    plain[at + 3] = alpha;
  }
  return plain;
}
