// A list of time zones begins at the browser's own, where nobody has chosen yet. Times by another clock
// are asked for again by the browser's: once, since the address then names a zone. Who is somewhere else
// than where their days are counted is asked whether to count them there; only the zone is sent, by them.
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

const clockIn = (zone) => new Date().toLocaleString("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" });

// The place as the reader calls it, from the page with the list of zones; else as the zone's name has it.
async function city(names) {
  const answer = await fetch(names).catch(() => undefined);
  const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  return ownOption(page.querySelector("select[name=zone]"))?.text ?? own.split("/").pop().replaceAll("_", " ");
}

for (const offer of document.querySelectorAll("[data-offers-zone]")) {
  if (own.includes("/") && own !== offer.dataset.declined && clockIn(own) !== clockIn(offer.dataset.offersZone)) {
    const words = offer.querySelector("[data-words]");
    words.textContent = "\u00a0";
    offer.querySelector("[name=zone]").value = own;
    offer.hidden = false;
    city(words.dataset.names).then((called) => {
      words.textContent = words.dataset.words.replace("{city}", called);
    });
  }
}
