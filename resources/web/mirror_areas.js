// The kinds of areas that an update is made of. Apart from the decoder, which only the worker loads.

export const PIXELS = 0;
export const PREDICTED = 1;
export const JPEG = 2;
export const COPY = 3;
