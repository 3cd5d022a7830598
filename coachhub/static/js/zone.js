// A list of time zones begins at the browser's own, where nobody has chosen yet. Times by another clock
// are asked for again by the browser's: once, since the address then names a zone.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

const optionIn = (select) => [...select.options].find(({ value }) => value === own);

for (const select of document.querySelectorAll("select[data-guesses-zone]")) {
  const option = optionIn(select);
  if (option) option.selected = true;
}

for (const select of document.querySelectorAll("select[data-chooses-zone]")) {
  const option = optionIn(select);
  if (!option || option.selected) {
    const choice = select.closest("details");
    choice.open = !option;
    delete choice.dataset.settles;
  } else {
    const here = new URL(location.href);
    here.searchParams.set("zone", own);
    location.replace(here);
  }
}
