// What is left to do when htmx has changed a part of the page.

// In milliseconds: long enough for a screen reader to take up what is said.
const HEARD_AFTER = 10_000;

// The words for the ear: those of the part that says them, or another word that it has for that. Whoever
// turns pages hears which page it is.
const saidBy = (part, isPage) => {
  const page = isPage && part.querySelector(".pager [data-says]");
  const voice = page || (part.matches("[data-says]") ? part : part.querySelector("[data-says]"));
  return voice ? voice.dataset.says || voice.innerText : "";
};

const told = new WeakMap();

// What is said already is not said again each time that a part is asked for. Once heard it goes: whoever
// reads on finds the same words in the part.
const tell = (ear, words) => {
  if (told.get(ear) === words) return;
  told.set(ear, words);
  ear.textContent = words;
  setTimeout(() => {
    if (told.get(ear) === words) ear.textContent = "";
  }, HEARD_AFTER);
};

// Where one goes on in a part that was asked for: there the focus goes, and what follows is in sight.
const landIn = (part) => {
  const landing = part.querySelector("[data-lands]");
  if (landing) {
    landing.focus({ preventScroll: true });
    const { top } = landing.getBoundingClientRect();
    if (top < 0 || top > (2 * innerHeight) / 3) {
      landing.scrollIntoView();
    }
  }
};

// Where no answer came to the wish for a part, words say so until one comes; what stood there stays.
const sayUnanswered = (part, isSo) => {
  const words = document.querySelector(`[data-unanswered="${CSS.escape(part?.id ?? "")}"]`);
  if (!words) return;
  words.hidden = !isSo;
  if (isSo) words.scrollIntoView({ block: "nearest" });
};

document.addEventListener("htmx:error", ({ detail }) => {
  sayUnanswered(detail.ctx?.target, true);
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const { isPage, target } = detail.ctx;
  sayUnanswered(target, false);
  const part = document.getElementById(target.id) ?? target;
  // What had the focus may be gone, or lie at the end of a list that is read from its beginning: then go
  // on in the new part.
  if (document.activeElement === document.body || document.activeElement.matches(".pager__ways a")) {
    part.focus({ preventScroll: true });
  }
  landIn(part);
  const ear = document.querySelector(`[data-hears="${CSS.escape(part.id)}"]`);
  if (ear) tell(ear, saidBy(part, isPage));
});

// A way that comes in place where there is script, `hx-get` without an address, leads where it leads without.
// Whether it was a way to a page is noted here: once the part is there it may be gone.
document.addEventListener("htmx:config:request", ({ detail }) => {
  const { request, sourceElement } = detail.ctx;
  detail.ctx.isPage = sourceElement.matches(".pager__ways a");
  if (!request.action && sourceElement.matches("a")) {
    request.action = sourceElement.getAttribute("href").split("#")[0];
  }
});

// A part that can't be had: the whole page says why.
document.addEventListener("htmx:response:error", ({ detail }) => {
  const { request, hx } = detail.ctx;
  if (request.method === "GET" && !hx.redirect) {
    detail.ctx.swap = "none";
    location.assign(request.action);
  }
});
