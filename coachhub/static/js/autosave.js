// Saves a page while it is written and says whether it is saved, or keeps a draft of a form until it is
// sent (`data-draft` says where). The browser keeps nothing of either. Without this the form's own button
// does the same.
const PAUSE = 2000;
const TRY_AGAIN = 10000;
const PATIENCE = 3000;
const SENT_WHILE_LEAVING = 60000;
const DRAFT = { "HX-Request": "true", "HX-Request-Type": "partial" };
const draft = document.querySelector("[data-draft]");
const form = draft ? draft.closest("form") : document.querySelector("[data-autosaves]");
const address = draft?.dataset.draft ?? location.href;
if (draft) form.dataset.autosaves = "";

let timer;
let saving;
let isUnsaved = false;
let isRefused = false;
let underWay = 0;
let isLeaving = false;

const tokenIn = (page) => page.querySelector('meta[name="csrf-token"]');
const me = tokenIn(document)?.dataset.for;

const documentOf = (html) => new DOMParser().parseFromString(html, "text/html");

// One thing at a time: what was saved before would only contradict it.
const say = (trouble) => {
  for (const words of document.querySelectorAll("[data-trouble]")) {
    words.hidden = words.dataset.trouble !== trouble;
  }
  document.getElementById("saved").hidden = trouble !== null;
};

const putInPlace = (html) => {
  for (const part of [...documentOf(html).body.children]) {
    const here = document.getElementById(part.id);
    if (!here?.isEqualNode(part)) here?.replaceWith(part);
  }
  for (const error of form.querySelectorAll("[id$='-error']")) {
    const control = document.getElementById(error.id.replace(/-error$/, ""));
    if (control?.matches(".input")) control.ariaInvalid = error.hidden ? null : "true";
  }
};

// A choice is made with one press, and what follows from it is seen at once.
const AT_ONCE = "[type=radio], [type=date]";

const typed = () => new URLSearchParams(new FormData(form));

// What is short enough arrives even if one leaves the page meanwhile; browsers refuse it to long ones.
const isShort = (body) => body.toString().length < SENT_WHILE_LEAVING;

const send = () => {
  const body = typed();
  return fetch(address, { method: "POST", headers: DRAFT, body, keepalive: isShort(body) });
};

// Whoever signed in anew, in another window, has another token against forged requests. Somebody else
// has one, too: not for these words.
const takeNewToken = async () => {
  const page = await fetch(location.href, { headers: { "HX-Request": "true" } });
  const token = page.ok && tokenIn(documentOf(await page.text()));
  const isMine = token && token.dataset.for === me;
  if (isMine) {
    form.elements.csrf_token.value = token.content;
  }
  return isMine;
};

const passed = (wait) => new Promise((resolve) => setTimeout(resolve, wait));

const later = (wait) => {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
};

const attempt = async () => {
  isUnsaved = false;
  let answer = await send();
  if ([400, 401].includes(answer.status) && (await takeNewToken())) {
    answer = await send();
  }
  if ([200, 409, 422].includes(answer.status)) {
    const there = answer.headers.get("HX-Replace-Url");
    if (there) history.replaceState(history.state, "", there);
    putInPlace(await answer.text());
    say(null);
    isRefused = answer.status !== 200;
    isUnsaved ||= isRefused;
    draft?.querySelector("[data-draft-away]").toggleAttribute("hidden", isRefused);
  } else {
    isUnsaved = isRefused = true;
    say([400, 401].includes(answer.status) ? "signed-out" : "offline");
    later(TRY_AGAIN);
  }
  return answer.status;
};

const save = () => {
  clearTimeout(timer);
  underWay += 1;
  saving = Promise.resolve(saving)
    .then(attempt)
    .catch(() => {
      isUnsaved = isRefused = true;
      say("offline");
      later(TRY_AGAIN);
      return 0;
    })
    .finally(() => {
      underWay -= 1;
    });
  return saving;
};

form?.addEventListener("input", () => {
  isUnsaved = true;
  later(PAUSE);
});

form?.addEventListener("change", ({ target }) => {
  if (target.matches(AT_ONCE)) later(0);
});

form?.addEventListener("focusout", () => {
  if (isUnsaved) later(0);
});

// The button sends the page away: only once it is known that what was typed arrives. A draft has only to be
// out of the way by then, lest it comes after what was sent.
form?.addEventListener("submit", async (event) => {
  if (event.defaultPrevented) return;
  clearTimeout(timer);
  if (isLeaving || !(underWay || (isUnsaved && !draft))) {
    isLeaving = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  const status = await (draft ? Promise.race([saving, passed(PATIENCE)]) : save());
  if (draft || [200, 409, 422].includes(status)) {
    isLeaving = true;
    form.requestSubmit(submitter);
  }
});

// Whoever leaves a draft is not asked, as long as it can still be kept meanwhile.
const keepWhileLeaving = () => {
  const cannotBeKept = isRefused || !navigator.onLine || !draft;
  if (!isUnsaved || isLeaving || cannotBeKept || !isShort(typed())) return;
  isUnsaved = false;
  if (underWay) {
    send().catch(() => {
      isUnsaved = true;
      later(TRY_AGAIN);
    });
  } else {
    save();
  }
};

addEventListener("beforeunload", (event) => {
  keepWhileLeaving();
  // What was refused is unsaved also while it is tried again.
  if ((isUnsaved || isRefused) && !isLeaving) event.preventDefault();
});

// A phone closes a page without a word.
addEventListener("pagehide", keepWhileLeaving);
document.addEventListener("visibilitychange", keepWhileLeaving);

// Who must be gone at once, or wants the pause, is not asked.
const goWithoutAsking = () => {
  keepWhileLeaving();
  isLeaving = true;
};

document.addEventListener("submit", ({ defaultPrevented, target }) => {
  if (target.matches("[data-unasked]") && !defaultPrevented) goWithoutAsking();
});

document.addEventListener(
  "click",
  ({ target }) => {
    if (target.closest("[data-leave]")) goWithoutAsking();
  },
  true,
);

// Whether words would be lost with the page (`connection.js`).
addEventListener("leaving", (event) => {
  if (isUnsaved) event.preventDefault();
});

// It was not sent after all (`connection.js`).
addEventListener("unanswered", () => {
  isLeaving = false;
  isUnsaved = true;
  later(TRY_AGAIN);
});
