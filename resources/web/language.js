// The reader's language, and the sentences that are known in it.

const KEPT = "fernblick-language";

export const LANGUAGES = ["en", "de"];

export class Words {
  // `sentences` are {en, de}, each by its key; more are learned later.
  constructor(sentences, languages = navigator.languages) {
    this._sentences = sentences;
    const first = languages.map((each) => each.slice(0, 2).toLowerCase()).find((each) => LANGUAGES.includes(each));
    this.language = sessionStorage.getItem(KEPT) ?? first ?? "en";
  }

  // Returns the sentence `key`, with `parts` in its places.
  say(key, ...parts) {
    const words = this._sentences[this.language][key];
    if (words === undefined) throw new RangeError(`no words for ${key}`);
    return words.replace(/\{(\d)\}/g, (_place, number) => String(parts[Number(number)]));
  }

  // Takes more sentences, for both languages.
  learn(sentences) {
    this._sentences = Object.fromEntries(
      LANGUAGES.map((language) => [language, { ...this._sentences[language], ...sentences[language] }]),
    );
  }

  has(key) {
    return key in this._sentences[this.language];
  }

  // Changes to the other language.
  change() {
    this.language = this.language === "de" ? "en" : "de";
    sessionStorage.setItem(KEPT, this.language);
  }
}
