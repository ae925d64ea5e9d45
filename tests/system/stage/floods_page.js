// What the tests of floods run in the browser: a page's parts, given far more than any honest program sends.

import { Conversation, shownAt } from "/web/conversation.js";
import * as kept from "/web/kept.js";
import { PaintBudget } from "/web/mirror_budget.js";
import { Painting } from "/web/mirror_painting.js";
import { Allowances, Incoming } from "/web/rates.js";

const PLACE = "/chat/test";

function keep(conversation) {
  kept.save({ place: PLACE, conversation: conversation.plain() }, conversation.takeChanges());
}

// Says and hears `count` lines, each saved; returns how many letters the storage was given for each of them.
export function costs(count) {
  kept.forget();
  const conversation = new Conversation(2);
  const costs = [];
  let letters = 0;
  const setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = function counted(name, value) {
    letters += value.length;
    setItem.call(this, name, value);
  };
  try {
    conversation.meet(1);
    for (let number = 1; number <= count; number++) {
      letters = 0;
      conversation.receive(1, "Theo", { number, time_ms: 5, text: "a line of the usual length" }, 5);
      conversation.say("an answer", 6);
      conversation.delivered(1, number);
      keep(conversation);
      costs.push(letters);
    }
  } finally {
    Storage.prototype.setItem = setItem;
  }
  const again = new Conversation(2, kept.load(PLACE).conversation);
  const same = JSON.stringify(again.lines) === JSON.stringify(conversation.lines);
  const items = sessionStorage.length;
  kept.forget();
  return { costs, same, items, lines: again.lines.length, left: sessionStorage.length };
}

// Saves after each step and loads again; returns whether what was loaded goes on as what was saved.
export function reloads() {
  kept.forget();
  let conversation = new Conversation(2);
  conversation.meet(1);
  const steps = [
    () => conversation.say("one", 1),
    () => conversation.say("two", 2),
    () => conversation.delivered(1, 1),
    () => conversation.event("joined", "Theo", 3),
    () => conversation.receive(1, "Theo", { number: 7, time_ms: 4, text: "hello" }, 4),
    () => conversation.delivered(1, 2),
  ];
  const before = [];
  const after = [];
  for (const step of steps) {
    step();
    keep(conversation);
    before.push(JSON.stringify([conversation.lines, conversation.plain(), conversation.undelivered]));
    conversation = new Conversation(2, kept.load(PLACE).conversation);
    after.push(JSON.stringify([conversation.lines, conversation.plain(), conversation.undelivered]));
  }
  kept.forget();
  return [before, after];
}

// Hears lines when the clock shows `shown`, of a sender whose clock is always wrong; returns the times beside them, and how
// they look after the page was loaded anew in the middle.
export function times(shown) {
  const conversation = new Conversation(2);
  conversation.meet(1);
  const hear = (to, now, at) => to.receive(1, "Theo", { number: at + 1, time_ms: 5, text: "x" }, now);
  shown.forEach((now, at) => hear(conversation, now, at));
  const half = Math.floor(shown.length / 2);
  let loaded = new Conversation(2);
  shown.slice(0, half).forEach((now, at) => hear(loaded, now, at));
  loaded = new Conversation(2, { ...loaded.plain(), lines: loaded.lines });
  hear(loaded, shown[half], half);
  const seen = ({ lines }) => lines.map(shownAt);
  return [seen(conversation), seen(loaded)];
}

// Has a storage of `room` letters, all in all, while `act` runs.
function within(room, act) {
  const setItem = Storage.prototype.setItem;
  Storage.prototype.setItem = function limited(name, value) {
    const others = Array.from({ length: this.length }, (_, at) => this.key(at)).filter((key) => key !== name);
    const used = others.reduce((sum, key) => sum + key.length + this.getItem(key).length, 0);
    if (used + name.length + value.length > room) throw new DOMException("full", "QuotaExceededError");
    setItem.call(this, name, value);
  };
  try {
    return act();
  } finally {
    Storage.prototype.setItem = setItem;
  }
}

// Says and hears lines of these lengths in a storage that is soon full; loads anew after every third one and goes on
// with what was kept. Returns what has gone wrong, and how many lines were kept in the end.
export function full(room, lengths) {
  kept.forget();
  const wrong = [];
  const said = [];
  let conversation = new Conversation(2);
  conversation.meet(1);
  let heard = 0;
  within(room, () => {
    for (const [at, length] of lengths.entries()) {
      const text = `${at} ${"x".repeat(length)}`;
      if (at % 2) conversation.say(text, at);
      else conversation.receive(1, "Theo", { number: (heard += 1), time_ms: at, text }, at);
      said.push(text);
      keep(conversation);
      if (at % 3) continue;
      const { next, last, seen } = conversation.plain();
      const loaded = kept.load(PLACE);
      conversation = new Conversation(2, loaded.conversation);
      const plain = conversation.plain();
      const texts = conversation.lines.map((line) => line.text);
      if (JSON.stringify([next, last, seen]) !== JSON.stringify([plain.next, plain.last, plain.seen])) {
        wrong.push([at, "numbers", [next, last, seen], plain]);
      }
      if (JSON.stringify(texts) !== JSON.stringify(said.slice(said.length - texts.length))) wrong.push([at, texts]);
    }
  });
  const lines = conversation.lines.length;
  kept.forget();
  return { wrong, lines };
}

// Loads what was kept although one line of it cannot be read any more.
export function broken() {
  kept.forget();
  const conversation = new Conversation(2);
  for (const text of ["one", "two", "three"]) conversation.say(text, 1);
  keep(conversation);
  sessionStorage.setItem("fernblick-line-1", "?");
  const loaded = kept.load(PLACE)?.conversation;
  kept.forget();
  return loaded && [loaded.first, loaded.lines.map((line) => line.text)];
}

// Has one sender say `count` lines at once, and then lets time pass; returns [taken at once, waiting, taken in all].
export function flood(count) {
  let now = 0;
  const incoming = new Incoming(() => now);
  const atOnce = Array.from({ length: count }, (_, at) => incoming.arrived(1, "a", { number: at + 1, text: "x" }));
  const taken = atOnce.filter(Boolean).length;
  let later = 0;
  while (incoming.dueS() !== Infinity) {
    now += incoming.dueS() + 1e-6;
    if (incoming.take() !== null) later += 1;
  }
  now += 60;
  const again = incoming.arrived(1, "b", { number: 5, text: "x" });
  return { taken, later, again };
}

// Returns how many lines of `count` are under way to a member that confirms none.
export function window_(count) {
  const conversation = new Conversation(2);
  conversation.meet(1);
  let sent = 0;
  for (let number = 0; number < count; number++) {
    conversation.say("x", 1);
    sent += conversation.due(1).length;
  }
  conversation.delivered(1, 2);
  return [sent, conversation.due(1).map(({ number }) => number)];
}

export function lies() {
  const conversation = new Conversation(2);
  try {
    conversation.delivered(1, Number.MAX_SAFE_INTEGER);
    return "taken";
  } catch (error) {
    return error.message;
  }
}

// Returns how many of `count` messages of a kind are handled, or why the link ends.
export function allowed(t, count) {
  const allowances = new Allowances(() => 0);
  try {
    return Array.from({ length: count }, () => allowances.take(1, "", { t })).filter(Boolean).length;
  } catch (error) {
    return error.message;
  }
}

// Paints `parts` of `count` copies of 400 x 400 in a real picture; returns how often the page had a turn meanwhile.
export async function paints(parts, count) {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  Object.assign(context.canvas, { width: 800, height: 800 });
  let painted = 0;
  const copy = () => context.putImageData(context.getImageData(0, 0, 400, 400), 1, 1);
  const painting = new Painting({ paint: (areas) => areas.forEach(copy), painted: () => (painted += 1) });
  for (let part = 0; part < parts; part++) {
    painting.add({ areas: Array.from({ length: count }, () => ({ width: 400, height: 400 })) });
  }
  let turns = 0;
  let longest = 0;
  for (let before = performance.now(); painted < parts; turns += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    longest = Math.max(longest, performance.now() - before);
    before = performance.now();
  }
  return { turns, longest };
}

// Returns how many whole pictures may be painted at once, and each second after that.
export function budget() {
  let now = 0;
  const paint = new PaintBudget(1920, 1080, () => now);
  const pictures = () => {
    for (let count = 0; ; count++) {
      try {
        paint.take([{ width: 1920, height: 1080 }]);
      } catch {
        return count;
      }
    }
  };
  const atOnce = pictures();
  now += 1.02;
  return [atOnce, pictures()];
}
