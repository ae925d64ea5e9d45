// The way from the page to the viewer: the link that the support makes, and the files that the host offers.

import { at } from "./base.js";

const SYSTEMS = { exe: "Windows", AppImage: "Linux" };

export class ViewerDialog {
  constructor({ words, find, wish }) {
    this._words = words;
    this._find = find;
    this._wish = wish;
    this._shown = null;
    find("viewer-offer").addEventListener("click", () => this._open());
    find("viewer-close").addEventListener("click", () => find("viewer").close());
  }

  // Takes what the support has answered.
  async answer({ link, code }) {
    const files = await offered();
    this._shown = { link, code, files };
    this.show();
  }

  close() {
    this._shown = null;
    this._find("viewer").close();
  }

  // Says everything in the present language.
  show() {
    const { _words: words, _find: find, _shown: shown } = this;
    for (const key of ["heading", "lead", "open", "then", "close"]) {
      find(`viewer-${key}`).textContent = words.say(`viewer_${key}`);
    }
    find("viewer-wait").textContent = shown === null ? words.say("viewer_wait") : "";
    find("viewer-ways").hidden = shown === null;
    if (shown === null || !shown.link.startsWith("fernblick://")) return;
    find("viewer-open").href = shown.link;
    find("viewer-code").textContent = words.say("viewer_code", shown.code, addressOf(shown.link));
    const named = shown.files.some((name) => fileName(shown, ending(name)) !== null);
    find("viewer-named").textContent = named ? words.say("viewer_named") : "";
    find("viewer-files").replaceChildren(...shown.files.map((name) => this._file(name)));
  }

  _open() {
    this._shown = null;
    this.show();
    this._find("viewer").showModal();
    this._wish();
  }

  // Returns the way to a file, which gets a name with host and code in it here: the host never hears the code.
  _file(name) {
    const way = document.createElement("a");
    way.href = at(`download/${encodeURIComponent(name)}`);
    way.download = fileName(this._shown, ending(name)) ?? name;
    way.textContent = this._words.say("viewer_download", `${SYSTEMS[ending(name)] ?? ending(name)} (${name})`);
    way.className = "primary button";
    const item = document.createElement("li");
    item.append(way);
    return item;
  }
}

// Returns HOST[:PORT] of a link, as the customer types it.
function addressOf(link) {
  return link.slice("fernblick://".length).split("/", 1)[0];
}

function ending(name) {
  return name.split(".").at(-1);
}

// Returns the name under which a started viewer knows where to join; null where the host's name fits into none.
export function fileName({ link, code }, ending) {
  const found = /^fernblick:\/\/([A-Za-z0-9][A-Za-z0-9.-]*)(?::([0-9]{1,5}))?\//.exec(link);
  const digits = code.replaceAll(/[^0-9]/g, "");
  if (found === null || digits.length !== 10) return null;
  const port = found[2] ? `_${found[2]}` : "";
  return `fernblick-viewer_${found[1]}${port}_${digits}.${ending}`;
}

async function offered() {
  try {
    const answer = await fetch(at("download/"));
    const names = answer.ok ? await answer.json() : [];
    return names.filter((name) => typeof name === "string");
  } catch {
    return [];
  }
}
