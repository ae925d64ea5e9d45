// What stands on the page before all else has come: the form, in the reader's language, for whoever is far away.

import { entrance } from "./entrance.js";
import { Words } from "./words.js";

export const words = new Words();
export const entry = entrance(location);

const KEPT = "fernblick"; // what `kept.js` keeps a chat under

const find = (id) => document.getElementById(id);

// The form of each way in: its section, and the texts of its elements.
const FORMS = {
  code: [
    ["code-heading", "code_heading"], ["code-lead", "code_lead"], ["digits-label", "code"], ["code-button", "join"],
    ["code-protection", "protected_by_code"],
  ],
  queue: [
    ["start-heading", "start_heading"], ["start-lead", "start_lead"], ["name-label", "name"], ["first-label", "message"],
    ["start-button", "start"], ["start-protection", "protected_to_host"],
  ],
  link: [
    ["start-heading", "start_heading"], ["start-lead", "start_lead_link"], ["first-label", "message_optional"],
    ["start-button", "start"], ["start-protection", "protected_end_to_end"],
  ],
};

// Says what the form is, in the present language.
export function sayForm() {
  document.documentElement.lang = words.language;
  document.title = words.say("title");
  find("language").textContent = words.say("switch_language");
  find("language").lang = words.language === "de" ? "en" : "de";
  for (const [id, key] of FORMS[entry.kind] ?? []) find(id).textContent = words.say(key);
  find("start-protection").classList.toggle("sealed", entry.kind === "link");
  find("name-field").hidden = entry.kind === "link";
  find("first").required = entry.kind === "queue";
}

// A form that is sent before the rest has come waits for it.
function waitForRest(event) {
  event.preventDefault();
  document.body.dataset.sent = event.target.id;
}

if (entry.call !== null) history.replaceState(null, "", entry.place); // the secret stays out of the history
if (sessionStorage.getItem(KEPT) === null && entry.kind in FORMS) {
  sayForm();
  find(entry.kind === "code" ? "code" : "start").hidden = false;
  find(entry.kind === "code" ? "digits" : entry.kind === "link" ? "first" : "name").focus();
}
for (const id of ["code-form", "start-form"]) find(id).addEventListener("submit", waitForRest);
import("./chat.js");
