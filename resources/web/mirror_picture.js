// The picture as its receiver has it, put together from areas; it is the canvas and nothing beside it.
//
// Pixels are put, never drawn, so that they stay as they were sent; photographs alone are drawn, whose exact pixels
// follow. The canvas is kept in ordinary memory (`willReadFrequently`), where reading for a copy costs nothing.
export class Picture {
  constructor(canvas) {
    this._canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false, colorSpace: "srgb", willReadFrequently: true });
  }

  // Begins anew, black.
  begin(width, height) {
    this._canvas.width = width;
    this._canvas.height = height;
  }

  // Puts `areas` into the picture, in order.
  apply(areas) {
    for (const area of areas) {
      this._put(area);
    }
  }

  _put({ x, y, width, height, pixels, bitmap, from }) {
    if (from !== undefined) {
      this.context.putImageData(this.context.getImageData(from.x, from.y, width, height), x, y);
    } else if (bitmap !== undefined) {
      this.context.drawImage(bitmap, x, y);
      bitmap.close();
    } else {
      this.context.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), x, y);
    }
  }
}
