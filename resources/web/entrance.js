// How somebody comes to this page, by its address: with a code to type, by a link, or to a queue. Pure.

const ROUTE = /^[0-9]{4}$/; // of a link from a host that knew no others; a longer one may be a channel's name
const SECRET = /^#([A-Za-z0-9_-]{22})$/;

// `base` is where the host's pages are. Returns {kind, place, channel, call}: `kind` is "code", "link", "broken_link" or "queue"; `call` is what a link has,
// null where there is none.
export function entrance({ pathname, hash }, base = "/") {
  if (pathname === base || `${pathname}/` === base) return { kind: "code", place: pathname, channel: "", call: null };
  const channel = decodeURIComponent(pathname.split("/").at(-1));
  const secret = SECRET.exec(hash);
  const call = secret === null ? null : { route: channel, secret: secret[1] };
  const without = ROUTE.test(channel) ? "broken_link" : "queue";
  return { kind: call === null ? without : "link", place: pathname, channel, call };
}
