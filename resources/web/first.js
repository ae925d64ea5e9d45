// What stands on the page before all else has come: the form, in the reader's language, for whoever is far away.
// This script is in the page itself: each file that the form waited for would cost such a reader one more way there and back.

import { BASE, FILES } from "./base.js";
import { Company, sayCompany, showLogo } from "./company.js";
import { contacts } from "./contacts.js";
import { entrance } from "./entrance.js";
import { FORM_WORDS } from "./form_words.js";
import { Words } from "./language.js";

export const words = new Words(FORM_WORDS);
export const company = new Company(document.querySelector("meta[name=company]").content);
export const entry = entrance(location, BASE.pathname);

const KEPT = "fernblick"; // what `kept.js` keeps a chat under
const AGAIN_MS = 3000;

const find = (id) => document.getElementById(id);

// The form of each way in: its section, and the texts of its elements.
const FORMS = {
  code: [
    ["code-heading", "code_heading"], ["code-lead", "code_lead"], ["code-means", "code_means"],
    ["digits-label", "code"], ["code-button", "join"],
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
  sayCompany({ company, words, find, queue: entry.kind === "queue" });
  find("help-open").textContent = words.say("help");
  find("language").textContent = words.say("switch_language");
  find("language").lang = words.language === "de" ? "en" : "de";
  for (const [id, key] of FORMS[entry.kind] ?? []) find(id).textContent = words.say(key);
  find("start-protection").classList.toggle("sealed", entry.kind === "link");
  find("name-field").hidden = entry.kind === "link";
  find("first").required = entry.kind === "queue";
  for (const button of document.querySelectorAll(".check-open")) button.textContent = words.say("check");
}

// Says why nobody is reached here; `why` names the sentence.
export function sayRefusal(why) {
  const link = why === "broken_link" || why.startsWith("reason_");
  find("old-heading").textContent = words.say(link ? "link_heading" : "old_heading");
  find("old-why").textContent = words.say(why);
  find("old-way").hidden = !link;
  find("old-link").href = BASE.href;
  find("old-link").textContent = words.say("type_code");
}

// A form that is sent before the rest has come waits for it.
function waitForRest(event) {
  event.preventDefault();
  document.body.dataset.sent = event.target.id;
}

// Loads all else; where that does not come, the page says so, and tries again.
async function loadRest() {
  try {
    await import("./chat.js");
  } catch (error) {
    console.error(error);
    sayUnreachable();
    setTimeout(loadRest, AGAIN_MS);
    return;
  }
  showLogo(find("logo"));
}

// Loads the looks of the support's screen, which nobody sees yet.
function loadStyle() {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: new URL("mirror.css", FILES).href });
  link.addEventListener("error", () => {
    link.remove();
    setTimeout(loadStyle, AGAIN_MS);
  });
  document.head.append(link);
}

// `way_out.js` says it from then on, and takes it back.
function sayUnreachable() {
  find("way-why").textContent = words.say("way_unreachable");
  find("way-contact").replaceChildren(...contacts(words));
  find("way").hidden = false;
}

if (entry.call !== null) history.replaceState(null, "", entry.place); // the secret stays out of the history
if (sessionStorage.getItem(KEPT) === null && entry.kind in FORMS) {
  sayForm();
  const why = company.refusal(entry.kind);
  if (why) sayRefusal(why);
  find(why ? "old" : entry.kind === "code" ? "code" : "start").hidden = false;
  find(why ? "old-heading" : entry.kind === "code" ? "digits" : entry.kind === "link" ? "first" : "name").focus();
}
for (const id of ["code-form", "start-form"]) find(id).addEventListener("submit", waitForRest);
loadRest(); // before what follows: it takes the connection that there is
loadStyle();
