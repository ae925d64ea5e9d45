// The customer's part of the help: what one does here, and sees. Loaded when it is asked for.

const HELP = {
  en: {
    heading: "How this works",
    close: "Close",
    items: [
      "Type the ten digits that the support has told you. A code is good once, and for some minutes.",
      "Ask which two words the support sees beside your name. If they are others than yours, leave.",
      "When the support shows their screen, it stands beside the chat. You can enlarge it, or fill your screen with it; you can look, and change nothing.",
      "Nobody sees your screen here, and nothing is installed. If yours is to be seen, the support asks you for another program first, and you can say no.",
      "If the picture stands still, the connection is interrupted: after some seconds it goes, and it comes back by itself.",
      "“Leave chat” ends it. You can read what was written until you close the page.",
      "If nothing happens, “Check the connection” says how far it gets.",
    ],
  },
  de: {
    heading: "So geht es",
    close: "Schließen",
    items: [
      "Geben Sie die zehn Ziffern ein, die der Support Ihnen genannt hat. Ein Code gilt einmal und einige Minuten lang.",
      "Fragen Sie, welche zwei Wörter der Support neben Ihrem Namen sieht. Sind es andere als Ihre, verlassen Sie den Chat.",
      "Zeigt der Support seinen Bildschirm, steht der neben dem Chat. Sie können ihn vergrößern oder Ihren Bildschirm damit füllen; Sie können ihn ansehen und nichts daran ändern.",
      "Ihren Bildschirm sieht hier niemand, und es wird nichts installiert. Soll Ihrer zu sehen sein, bittet der Support Sie erst um ein anderes Programm, und Sie können Nein sagen.",
      "Steht das Bild still, ist die Verbindung unterbrochen: Nach einigen Sekunden verschwindet es, und es kommt von selbst wieder.",
      "„Chat verlassen“ beendet ihn. Was geschrieben wurde, können Sie lesen, bis Sie die Seite schließen.",
      "Wenn nichts geschieht, sagt „Verbindung prüfen“, wie weit es reicht.",
    ],
  },
};

export class Help {
  constructor({ words, find }) {
    this._words = words;
    this._find = find;
    find("help-close").addEventListener("click", () => find("help").close());
  }

  open() {
    const { heading, close, items } = HELP[this._words.language];
    this._find("help-heading").textContent = heading;
    this._find("help-close").textContent = close;
    this._find("help-list").replaceChildren(...items.map((words) => {
      const item = document.createElement("li");
      item.textContent = words;
      return item;
    }));
    this._find("help").showModal();
  }
}
