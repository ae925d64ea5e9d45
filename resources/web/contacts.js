// Whom a customer may turn to where this page reaches nobody, as the administrator has put it into the page.

// Returns an element for each way.
export function contacts(words) {
  const { telephone, mail } = document.body.dataset;
  const ways = [];
  if (telephone) ways.push(contact(words.say("way_telephone", telephone), `tel:${telephone.replaceAll(/[^0-9+]/g, "")}`));
  if (mail) ways.push(contact(words.say("way_mail", mail), `mailto:${mail}`));
  return ways;
}

function contact(textContent, href) {
  const link = document.createElement("a");
  Object.assign(link, { href, textContent });
  const item = document.createElement("li");
  item.append(link);
  return item;
}
