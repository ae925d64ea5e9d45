// What the page can show of a picture: nothing yet.

export const abilities = () => ({ window_log: 0, predicted: false, jpeg: false, copies: false });

export class Mirror {
  receive() {}

  stop() {}
}
