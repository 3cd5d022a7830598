// A list of time zones begins at the browser's own, where nobody has chosen yet. Times by another clock
// are asked for again by the browser's: once, since the address then names a zone.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

// A browser may know a zone by an older name than the list does.
const isOwn = (zone) => new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone === own;

const ownOption = (select) => {
  const options = [...(select?.options ?? [])];
  return options.find(({ value }) => value === own) ?? options.find(({ value }) => isOwn(value));
};

for (const select of document.querySelectorAll("select[data-guesses-zone]")) {
  const option = ownOption(select);
  if (option) option.selected = true;
}

const settling = document.querySelector("[data-settles]");

if (settling && settling.dataset.settles !== own) {
  const here = new URL(location.href);
  here.searchParams.set("zone", own);
  location.replace(here);
}

// The place as the reader calls it stands in the page with the list of zones; until that is there, or where
// it can't be had, the zone's own name says it.
async function sayCity(words) {
  const answer = await fetch(words.dataset.names).catch(() => undefined);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const option = ownOption(page.querySelector("select[name=zone]"));
  if (option) words.textContent = words.dataset.words.replace("{city}", option.text);
}

document.querySelectorAll("[data-offers-zone]:not([hidden]) [data-words]").forEach(sayCity);
