// The two words with each technician, as the page shows them, with those of the other language beside them.

import { LANGUAGES } from "./language.js";

export class TwoWords {
  // `section` holds an empty list and a paragraph; `words` says sentences in the present language.
  constructor({ section, words }) {
    this._section = section;
    this._words = words;
    this._pairs = null; // of the lists; null: they are not loaded
    this._shown = "";
  }

  // Loads the lists; `loaded` is called once they are there.
  async load(loaded) {
    const answer = await fetch(new URL("./compared_words.json", import.meta.url));
    this._pairs = await answer.json();
    loaded();
  }

  // Shows the words with each of `others`, [name, numbers]; numbers is null where there are no words yet.
  show(others) {
    const lines = this._pairs === null ? [] : others.map(([name, numbers]) => this._line(name, numbers));
    this._section.hidden = lines.length === 0;
    const now = JSON.stringify([this._words.language, lines]);
    if (now === this._shown) return;
    this._shown = now;
    this._section.querySelector("ul").replaceChildren(...lines.map((line) => item(line)));
    for (const [part, words] of [["p", "purpose"], ["summary", "why"], ["details span", "because"]]) {
      this._section.querySelector(part).textContent = this._words.say(`words_${words}`);
    }
  }

  _line(name, numbers) {
    if (numbers === null) return [this._words.say("words_none", name)];
    const own = this._words.language;
    const [other] = LANGUAGES.filter((language) => language !== own);
    const said = this._words.say("words_with", name, this._read(numbers, own));
    return [said, this._words.say("words_other", this._read(numbers, other))];
  }

  _read(numbers, language) {
    return numbers.map((number) => this._pairs[number][LANGUAGES.indexOf(language)]).join(" ");
  }
}

function item([first, second]) {
  const element = document.createElement("li");
  const strong = document.createElement("strong");
  strong.textContent = first;
  element.append(strong, second === undefined ? "" : ` (${second})`);
  return element;
}
