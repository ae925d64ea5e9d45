// Whose page this is, and what is known of the place that it was opened at: what the host has put into the page.
// All of it is words; an address is one of https, or none.

import { at } from "./base.js";
import { FORM_WORDS } from "./form_words.js";

const NEUTRAL = { folder: "", name: "", words: {}, entrance: {} };
const NOTICES = ["privacy", "imprint"];

const link = (text) => (typeof text === "string" && text.startsWith("https://") ? text : "");

export class Company {
  // `content` is what stands in the page: {folder, name, words: {en, de}, entrance}; see `front_page.py`.
  constructor(content) {
    let told = {};
    try {
      told = JSON.parse(content);
    } catch {
      // a page that nobody has filled
    }
    Object.assign(this, NEUTRAL, told);
  }

  // Returns why nobody is reached here, as the name of a sentence; "": nothing is known of it.
  refusal(kind) {
    const { known, code } = this.entrance;
    if (kind === "queue" && known === false) return "reason_unknown_channel";
    return kind === "link" && `reason_${code}` in FORM_WORDS.en ? `reason_${code}` : "";
  }

  get channels() {
    return this.entrance.channels ?? [];
  }

  // Returns what is said while nobody is there; "": somebody is, or that is not known.
  away(words) {
    if (this.entrance.here !== false) return "";
    return `${words.say("nobody_here")} ${this._say(words).away || words.say("nobody_here_wait")}`;
  }

  greeting(words) {
    return this._say(words).greeting ?? "";
  }

  title(words) {
    return this.name ? `${this.name} – ${words.say("title")}` : words.say("title");
  }

  // Returns the notices that there are: {name, text: whether there is one to be loaded, href}.
  notices(words) {
    const own = this._say(words);
    const all = NOTICES.map((name) => ({ name, text: own[name] === true, href: link(own[`${name}_link`]) }));
    return all.filter(({ text, href }) => text || href);
  }

  _say(words) {
    return this.words[words.language] ?? {};
  }
}

const shown = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
};

// Returns what a channel is called where people choose: "second-level" is "Second level".
export function channelName(channel) {
  const name = channel.replaceAll("-", " ").trim() || channel;
  return name[0].toUpperCase() + name.slice(1);
}

// Says all that is the company's, in the present language.
export function sayCompany({ company, words, find, queue }) {
  document.title = company.title(words);
  const away = queue ? company.away(words) : "";
  for (const id of ["code-greeting", "start-greeting"]) shown(find(id), company.greeting(words));
  for (const id of ["start-away", "waiting-away"]) shown(find(id), away);
  find("start-lead").hidden = away !== "";
  sayChannels({ company, words, find });
  const notices = company.notices(words);
  find("foot").hidden = notices.length === 0;
  fill(find("foot-list"), words.language, () => notices.map((notice) => item(noticeWay(notice, words))));
}

function sayChannels({ company, words, find }) {
  find("channels").hidden = company.channels.length === 0;
  find("channels-heading").textContent = words.say("channels_heading");
  const list = find("channels-list");
  fill(list, company.channels.map(([channel]) => channel).join(" "), () => company.channels.map(channelWay));
  company.channels.forEach(([, here], number) => {
    list.children[number].lastChild.textContent = here ? "" : words.say("channel_away");
  });
}

function channelWay([channel]) {
  const way = document.createElement("a");
  way.href = at(`chat/${encodeURIComponent(channel)}`);
  way.className = "button";
  way.textContent = channelName(channel);
  const says = document.createElement("span");
  says.className = "muted";
  return item(way, says);
}

// Fills a list anew where it is another one than before: what somebody is about to press stays where it is.
function fill(list, key, make) {
  if (list.dataset.filled === key) return;
  list.dataset.filled = key;
  list.replaceChildren(...make());
}

function noticeWay({ name, text, href }, words) {
  const way = document.createElement(text ? "button" : "a");
  way.textContent = words.say(name);
  if (text) {
    way.type = "button";
    way.className = "plain";
    way.dataset.notice = name;
  } else {
    Object.assign(way, { href, target: "_blank", rel: "noopener noreferrer" });
  }
  return way;
}

function item(...parts) {
  const entry = document.createElement("li");
  entry.append(...parts);
  return entry;
}

// Loads the logo, once all that somebody waits for is there.
export function showLogo(logo) {
  if (logo === null) return;
  logo.addEventListener("error", () => logo.remove());
  logo.src = at(logo.dataset.src.replace(/^\//, ""));
}
