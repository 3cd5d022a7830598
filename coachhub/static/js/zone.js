// A list of time zones begins at the browser's own, where nobody has chosen yet.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const select of document.querySelectorAll("select[data-guesses-zone]")) {
  const option = [...select.options].find(({ value }) => value === own);
  if (option) option.selected = true;
}
