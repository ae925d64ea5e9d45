// The slim bar of the mirror: what one may do here, what is shown, how large, and the way out.

export class MirrorBar {
  // Each of `smaller`, `larger`, `fit`, `actual`, `fullScreen`, `end` is called when its button is pressed;
  // `chosen(number)` when another monitor is.
  constructor({ words, does, chosen }) {
    this._words = words;
    this._sources = { sources: [], shown: 0 };
    this._size = { percent: 100, fitted: true, full: false };
    this.element = made("div", "mirror-bar", { role: "toolbar" });
    this._sign = this.element.appendChild(made("strong", "mirror-sign"));
    this._title = this.element.appendChild(made("span", "mirror-title muted"));
    this._tools = this.element.appendChild(made("div", "mirror-tools"));
    this._monitors = this._tools.appendChild(made("select", "mirror-monitors"));
    this._monitors.addEventListener("change", () => chosen(Number(this._monitors.value)));
    this._buttons = {};
    for (const name of ["smaller", "larger", "fit", "actual", "fullScreen", "end"]) this._add(name, does[name]);
    this._scale = made("span", "mirror-scale muted");
    this._buttons.smaller.after(this._scale);
    this._buttons.end.className = "mirror-end";
    this.element.append(this._buttons.end);
    this.showWords();
  }

  // Says what is shown.
  title(value) {
    this._title.textContent = value;
  }

  // Offers the monitors, where there is a choice; the one with the number `shown` is marked.
  offer(sources, shown) {
    this._sources = { sources, shown };
    this._monitors.hidden = sources.length < 2;
    this._monitors.replaceChildren(
      ...sources.map(({ number, title }) => new Option(title || this._words("monitor", number), number)),
    );
    this._monitors.selectedIndex = sources.findIndex(({ number }) => number === shown);
  }

  // Says how large the picture is, and which of the sizes that is.
  size({ percent, fitted, full }) {
    this._size = { percent, fitted, full };
    this._scale.textContent = `${percent} %`;
    this._buttons.fit.setAttribute("aria-pressed", String(fitted));
    this._buttons.actual.setAttribute("aria-pressed", String(!fitted && percent === 100));
    this._name("fullScreen", this._words(full ? "leave_full_screen" : "full_screen"), made("span", full ? "mirror-corners inwards" : "mirror-corners"), "F");
  }

  // Leaves out the way to a full screen, where the browser has none.
  withoutFullScreen() {
    this._buttons.fullScreen.hidden = true;
  }

  showWords() {
    this.element.setAttribute("aria-label", this._words("picture_controls"));
    this._sign.textContent = this._words("view_only");
    this._sign.title = this._words("view_only_means");
    this._monitors.setAttribute("aria-label", this._words("monitors"));
    this._name("smaller", this._words("smaller"), "−", "-");
    this._name("larger", this._words("larger"), "+", "+");
    this._buttons.fit.textContent = this._words("fit");
    this._buttons.fit.title = this._words("fit_means");
    this._buttons.actual.textContent = "100 %";
    this._buttons.actual.title = this._words("actual_size");
    this._buttons.end.textContent = this._words("picture_end");
    this._buttons.end.title = this._words("picture_end_means");
    this.offer(this._sources.sources, this._sources.shown);
    this.size(this._size);
  }

  _add(name, does) {
    const button = made("button", "plain", { type: "button" });
    button.addEventListener("click", does);
    this._buttons[name] = this._tools.appendChild(button);
  }

  _name(button, name, sign, key) {
    this._buttons[button].replaceChildren(sign);
    this._buttons[button].title = `${name} (${key})`;
    this._buttons[button].setAttribute("aria-label", name);
    this._buttons[button].setAttribute("aria-keyshortcuts", key);
  }
}

// Returns a new element with a class and attributes.
export function made(tag, className, attributes = {}) {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
