// The lines of the chat, as the page shows them. Text only ever becomes text.

import { LINES_LIMIT, shownAt } from "./conversation.js";

const NEAR_END = 48; // pixels from the end within which the list follows what comes

export class Transcript {
  // `list` is the <ol>, within the element `frame` that scrolls; `own` says whether a line is the customer's.
  constructor({ list, frame, words, own, nameOf }) {
    this._list = list;
    this._frame = frame;
    this._words = words;
    this._own = own;
    this._nameOf = nameOf;
    this._items = new Map();
  }

  // Shows these lines and no others.
  show(lines) {
    this._list.replaceChildren();
    this._items.clear();
    for (const line of lines) this._append(line);
    this._frame.scrollTop = this._frame.scrollHeight;
  }

  add(line) {
    const { scrollTop, scrollHeight, clientHeight } = this._frame;
    const follows = this._own(line) || scrollHeight - scrollTop - clientHeight < NEAR_END;
    this._append(line);
    if (follows) this._frame.scrollTop = this._frame.scrollHeight;
  }

  // Shows a line as it is now.
  change(line) {
    const item = this._items.get(line);
    if (item) item.replaceWith(this._made(line)); // which keeps its place among the items
  }

  _append(line) {
    this._list.append(this._made(line));
    while (this._list.childElementCount > LINES_LIMIT) {
      this._list.firstElementChild.remove();
      this._items.delete(this._items.keys().next().value);
    }
  }

  _made(line) {
    const item = line.number ? this._chatLine(line) : this._event(line);
    this._items.set(line, item);
    return item;
  }

  _event(line) {
    const item = element("li", "event");
    item.append(element("span", "", this._words.say(`event_${line.event}`, line.text)), this._time(line));
    return item;
  }

  _chatLine(line) {
    const own = this._own(line);
    const item = element("li", own ? "own" : "other");
    const head = element("p", "head");
    const name = own ? this._words.say("you") : line.name || this._nameOf(line.author);
    head.append(element("span", "name", name), this._time(line));
    item.append(head, element("p", "text", line.text));
    if (own) {
      const tick = element("span", "tick", line.delivered ? "✓✓" : "✓");
      tick.setAttribute("role", "img");
      tick.setAttribute("aria-label", this._words.say(line.delivered ? "delivered" : "sent"));
      tick.title = tick.getAttribute("aria-label");
      head.append(tick);
    }
    return item;
  }

  _time(line) {
    const said = new Date(shownAt(line));
    const time = element("time", "", said.toLocaleTimeString(this._words.language, { timeStyle: "short" }));
    time.dateTime = said.toISOString();
    time.title = said.toLocaleString(this._words.language);
    return time;
  }
}

function element(kind, name, text = "") {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
