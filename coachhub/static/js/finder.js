// The quick finder: "/" and Ctrl-K open it over the page, arrows walk what it found.
const dialog = document.querySelector("#finder-dialog");

if (dialog) {
  const form = dialog.querySelector("form");
  const signedOut = dialog.querySelector("[data-signed-out]");
  const first = () => dialog.querySelector("[data-found]");
  let isFresh = false;
  let goesOn = false;

  const open = () => {
    dialog.showModal();
    form.elements.q.select();
    form.dispatchEvent(new Event("input"));
  };

  const isTyping = ({ target }) => target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping(event);
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if ((slash || k) && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      open();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-finds]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open();
    } else if (event.target === dialog) {
      dialog.close();
    }
  });

  form.addEventListener("input", () => {
    isFresh = goesOn = false;
  });

  // Enter means the first of what fits the words as they stand, which may still be on its way.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isFresh) {
      first()?.click();
    } else {
      goesOn = true;
    }
  });

  // Who only looks for something doesn't leave the page, with what is typed in it, for the sign-in.
  document.addEventListener("htmx:before:response", (event) => {
    const { target, response } = event.detail.ctx;
    if (target.id !== "finder-found") return;
    signedOut.hidden = response.status !== 401;
    if (!signedOut.hidden) {
      event.preventDefault();
      target.replaceChildren();
    }
  });

  document.addEventListener("htmx:after:swap", ({ detail }) => {
    if (detail.ctx.target.id === "finder-found") {
      isFresh = true;
      if (goesOn) {
        first()?.click();
      }
    }
  });

  dialog.addEventListener("keydown", (event) => {
    const stops = [form.elements.q, ...dialog.querySelectorAll("[data-found]")];
    if (event.key === "Escape") {
      // In a search field the browser would only empty it.
      event.preventDefault();
      dialog.close();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      stops.at((stops.indexOf(document.activeElement) + step) % stops.length).focus();
    }
  });
}
