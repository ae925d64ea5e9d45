// What somebody's name or title may be; sign by sign the same as protocol/notation/names.py, which says why.

import { BASES, MARKS } from "./name_signs.js";

export const NAME_LIMIT = 60; // characters
const MARKS_LIMIT = 4; // combining marks that stand on one letter
const INPUT_LIMIT = 4000; // characters that are looked at
const LONGEST_EMOJI = 16; // characters that are not torn apart where a name is cut

// eslint-disable-next-line no-control-regex
const SPACES = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const HALVES = /[\ud800-\udfff]/gu; // of a pair
const TAGS = /(\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;
const BLACK_FLAG_ENDS = "\u{e007f}";
const NONJOINER = "\u200c";
const JOINER = "\u200d";
const KEYCAP = "\u20e3";

// A set of signs, given as ranges: "41-5a 61-7a". Returns whether a sign is of it.
function signs(ranges) {
  const pairs = ranges.split(" ").map((part) => part.split("-").map((digits) => parseInt(digits, 16)));
  return (sign) => {
    if (!sign) return false;
    const point = sign.codePointAt(0);
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[middle][0] <= point) low = middle + 1;
      else high = middle;
    }
    return low > 0 && point <= pairs[low - 1].at(-1);
  };
}

const isBase = signs(BASES);
const isMark = signs(MARKS);
const isJoined =
  signs("600-8ff 900-dff f00-109f 1780-18af 1a20-1aad 1b00-1c4f a840-a95f a980-a9df 10a00-11fff 1e900-1e95f");
const isVirama = signs("94d 9cd a4d acd b4d bcd c4d ccd d4d dca");
const isEmoji = signs(
  "a9 ae 203c 2049 2122 2139 2190-21ff 2300-23ff 24c2 25a0-27bf 2900-297f 2b00-2bff 3030 303d 3297 3299 1f000-1faff",
);
const isKey = signs("23 2a 30-39");
const isIdeograph = signs("3400-9fff f900-faff 20000-3fffd");
const isMongolian = signs("1820-18aa");
const isSelector = signs("180b-180d 180f fe00-fe0f e0100-e01ef");
const isEmojiSelector = signs("fe0e-fe0f");
const isTag = signs("e0020-e007f");
const isModifier = signs("1f3fb-1f3ff");
const isFlagLetter = signs("1f1e6-1f1ff");

// Returns what of `text` can stand as a name, of at most `limit` characters; "" where nothing can.
export function cleaned(text, limit = NAME_LIMIT) {
  let before = [...text].slice(0, INPUT_LIMIT).join("");
  for (;;) {
    const kept = cut(joined(spelled(before)), limit);
    if (kept === before) return kept;
    before = kept;
  }
}

// Returns whether `text` is as `cleaned` makes it; an empty one is.
export function isClean(text, limit = NAME_LIMIT) {
  return [...text].length <= limit && cleaned(text, limit) === text;
}

function spelled(text) {
  const seen = text.replace(SPACES, " ").replace(HALVES, "\ufffd").replace(TAGS, (_found, flag) => flag ?? "");
  return trimmed([...seen].filter(mayBeThere).join("").normalize("NFC"));
}

function trimmed(text) {
  return text.replace(/^ +| +$/g, "");
}

function mayBeThere(sign) {
  const joins = sign === NONJOINER || sign === JOINER || isSelector(sign) || isTag(sign);
  return sign === " " || joins || isBase(sign) || isMark(sign);
}

function joined(text) {
  const all = [...text];
  const kept = [];
  let marks = MARKS_LIMIT; // on the latest letter
  all.forEach((sign, at) => {
    const before = kept.at(-1) ?? " ";
    let stays;
    if (isMark(sign)) {
      marks += 1;
      stays = marks <= MARKS_LIMIT;
    } else if (isBase(sign) || sign === " ") {
      marks = sign === " " ? MARKS_LIMIT : 0;
      stays = !(sign === " " && before === " ");
    } else {
      stays = joins(before, sign, all[at + 1]);
    }
    if (stays) kept.push(sign);
  });
  return kept.join("");
}

function joins(before, sign, after) {
  if (isSelector(sign)) return selects(before, sign, after);
  if (isTag(sign)) return true; // of a flag, as `spelled` has seen
  if (isJoined(before)) return isJoined(after) || isVirama(before);
  const emoji = isEmoji(before) || isSelector(before) || before === BLACK_FLAG_ENDS;
  return sign === JOINER && emoji && isEmoji(after);
}

function selects(before, sign, after) {
  if (isMongolian(before)) return sign.codePointAt(0) < 0xfe00;
  if (isEmojiSelector(sign) && isKey(before)) return after === KEYCAP;
  return isEmojiSelector(sign) ? isEmoji(before) : isIdeograph(before);
}

function cut(text, limit) {
  const all = [...text];
  if (all.length <= limit) return text;
  let end = limit;
  while (end > Math.max(0, limit - LONGEST_EMOJI) && !mayEnd(all, end)) end -= 1;
  if (end <= Math.max(0, limit - LONGEST_EMOJI)) end = limit;
  return trimmed(all.slice(0, end).join(""));
}

function mayEnd(all, end) {
  const before = all[end - 1];
  const after = all[end];
  if (before === JOINER || after === JOINER || after === NONJOINER) return false;
  if (isMark(after) || isSelector(after) || isTag(after) || isModifier(after)) return false;
  if (!isFlagLetter(before) || !isFlagLetter(after)) return true;
  let letters = 0;
  while (letters < end && isFlagLetter(all[end - 1 - letters])) letters += 1;
  return letters % 2 === 0;
}
