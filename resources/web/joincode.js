// A code of ten digits, as somebody types it: the same rules as `protocol/notation/joincode.py`. Pure.

const ROUTE_DIGITS = 4;
const CODE_DIGITS = 10;
const TEXT_LIMIT = 500;
const SEPARATORS = /[\s\-\u2010-\u2015.]+/g;
const DAMM = [
  "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
  "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
]; // H. Michael Damm's quasigroup: finds each wrong digit and each swap of two neighbours

// Returns {route, digits}, or why the text is no code: "length", "digits" or "check".
export function readCode(text) {
  const digits = text.trim().replaceAll(SEPARATORS, "");
  if (text.length > TEXT_LIMIT || digits === "") return "length";
  if (!/^[0-9]+$/.test(digits)) return "digits";
  if (digits.length !== CODE_DIGITS) return "length";
  if ([...digits].reduce((interim, digit) => DAMM[interim][digit], "0") !== "0") return "check";
  return { route: digits.slice(0, ROUTE_DIGITS), digits: digits.slice(ROUTE_DIGITS, -1) };
}
