// Whoever leaves with words that were never sent, or with a change to a form that says it wants to be
// saved (data-unsent), is asked first; a draft that saves itself asks itself. Who must be gone at once, or
// wants the pause (data-leave, data-unasked), never is.
let sent;
const changed = new Set();

const isUnsent = (words) => {
  const isNew = words.value !== words.defaultValue || words.form.querySelector("[aria-invalid]");
  return words.form !== sent && isNew && words.value.trim();
};

export const hasUnsent = () => {
  const fields = document.querySelectorAll("form:not([data-autosaves]) textarea");
  return [...changed].some((form) => form.isConnected && form !== sent) || [...fields].some(isUnsent);
};

const ask = (event) => {
  if (hasUnsent()) event.preventDefault();
};

const askFromNowOn = () => addEventListener("beforeunload", ask);

// For a form that was not sent after all.
export const keepAsking = () => {
  sent = undefined;
  if (hasUnsent()) askFromNowOn();
};

// Only from now on: a page that could ask is not kept for the way back by every browser.
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-unsent]");
  if (form) changed.add(form);
  if (form || target.matches("textarea")) askFromNowOn();
});

// What a part of the page became by a button is not saved either.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  const form = document.getElementById(detail.ctx.target.id)?.closest("form[data-unsent]");
  if (!form) return;
  changed.add(form);
  askFromNowOn();
});

const stopAsking = () => removeEventListener("beforeunload", ask);

document.addEventListener("submit", ({ defaultPrevented, target }) => {
  if (defaultPrevented) return;
  if (target.matches("[data-unasked]")) {
    stopAsking();
  } else {
    sent = target;
  }
});

document.addEventListener(
  "click",
  ({ target }) => {
    if (target.closest("[data-leave]")) stopAsking();
  },
  true,
);
