// Codes that led nowhere: after three in a row this browser waits a minute before the next one. With each code that
// somebody proves, a host could find out whether one guess of its own was right; so a try is counted before it is
// proved, and a seat alone makes it good. The rules are those of the viewer: `protocol/seat/wrong_codes.py`.

const NAME = "fernblick-wrong-codes";
const TRIES_LIMIT = 3;
const WAIT_MS = 60_000;
const FORGET_MS = 3600_000;

let kept = null; // where the browser keeps nothing

function read() {
  try {
    const [tries, last] = JSON.parse(localStorage.getItem(NAME));
    const ago = Date.now() - last;
    return Number.isInteger(tries) && ago >= 0 && ago < FORGET_MS ? [tries, last] : [0, 0];
  } catch {
    return kept ?? [0, 0];
  }
}

function write(value) {
  kept = value;
  try {
    if (value === null) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, JSON.stringify(value));
  } catch {
    // counted until this page is closed
  }
}

// Returns how many seconds no code may be tried; 0: one may.
export function waitS() {
  const [tries, last] = read();
  return tries < TRIES_LIMIT ? 0 : Math.max(0, Math.ceil((last + WAIT_MS - Date.now()) / 1000));
}

// Counts a code that has not led to a seat yet.
export function tried() {
  write([(read()[0] % TRIES_LIMIT) + 1, Date.now()]);
}

// Forgets what was tried: a code has led to a seat.
export function right() {
  write(null);
}
