// A list of time zones begins at the browser's own, where nobody has chosen yet. Times by another clock
// are asked for again by the browser's: once, since the address then names a zone. Who is somewhere else
// than where their days are counted is asked whether to count them there; only the zone is sent, by them.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const select of document.querySelectorAll("select[data-guesses-zone]")) {
  const option = [...select.options].find(({ value }) => value === own);
  if (option) option.selected = true;
}

const settling = document.querySelector("[data-settles]");

if (settling && settling.dataset.settles !== own) {
  const here = new URL(location.href);
  here.searchParams.set("zone", own);
  location.replace(here);
}

const clockIn = (zone) => new Date().toLocaleString("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" });

for (const offer of document.querySelectorAll("[data-offers-zone]")) {
  if (own.includes("/") && clockIn(own) !== clockIn(offer.dataset.offersZone)) {
    const words = offer.querySelector("[data-words]");
    const city = own.split("/").pop().replaceAll("_", " ");
    words.textContent = words.dataset.words.replace("{city}", city);
    offer.querySelector("[name=zone]").value = own;
    offer.hidden = false;
  }
}
