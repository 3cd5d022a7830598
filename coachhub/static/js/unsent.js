// Whoever leaves with words that were never sent, or with a change to a form that says it wants to be
// saved (data-unsent), is asked first; a draft that saves itself asks itself.
let sent;
const changed = new Set();

const isUnsent = (words) => {
  const isNew = words.value !== words.defaultValue || words.form.querySelector("[aria-invalid]");
  return words.form !== sent && isNew && words.value.trim();
};

const ask = (event) => {
  const fields = document.querySelectorAll("form:not([data-autosaves]) textarea");
  const isChanged = [...changed].some((form) => form.isConnected && form !== sent);
  if (isChanged || [...fields].some(isUnsent)) event.preventDefault();
};

// Only from now on: a page that could ask is not kept for the way back by every browser.
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-unsent]");
  if (form) changed.add(form);
  if (form || target.matches("textarea")) addEventListener("beforeunload", ask);
});

// What a part of the page became by a button is not saved either.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const form = document.getElementById(detail.ctx.target.id)?.closest("form[data-unsent]");
  if (!form) return;
  changed.add(form);
  addEventListener("beforeunload", ask);
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
