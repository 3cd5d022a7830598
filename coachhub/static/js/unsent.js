// Whoever leaves with words that were never sent is asked first; a draft that saves itself asks itself.
let sent;

const isUnsent = (words) => {
  const isNew = words.value !== words.defaultValue || words.form.querySelector("[aria-invalid]");
  return words.form !== sent && isNew && words.value.trim();
};

const ask = (event) => {
  const fields = document.querySelectorAll("form:not([data-autosaves]) textarea");
  if ([...fields].some(isUnsent)) event.preventDefault();
};

// Only from now on: a page that could ask is not kept for the way back by every browser.
document.addEventListener("input", ({ target }) => {
  if (target.matches("textarea")) addEventListener("beforeunload", ask);
});

document.addEventListener("submit", ({ defaultPrevented, target }) => {
  if (!defaultPrevented) sent = target;
});

// Who must be gone at once is not asked.
document.addEventListener(
  "click",
  ({ target }) => {
    if (target.closest("[data-leave]")) removeEventListener("beforeunload", ask);
  },
  true,
);
