// A form of the portal that can't be sent stays where it is with what was typed, and the page says so. The
// way to the pause leads to the page that is kept for that, unless words would be lost with the page.
import { hasUnsent, keepAsking } from "./unsent.js";

const place = document.querySelector("[data-not-sent]");
const template = place.querySelector("template");
let underWay = null;

const putAway = () => place.querySelector(".toast")?.remove();

const say = (reason) => {
  putAway();
  const toast = template.content.cloneNode(true);
  toast.querySelector("[data-words]").textContent = place.dataset[reason];
  place.append(toast);
};

const isPause = (form) => form.matches("[data-unasked]");

// What keeps itself (`autosave.js`) says so where it could not.
const wouldLose = () => hasUnsent() || !dispatchEvent(new Event("leaving", { cancelable: true }));

const stay = (form, reason) => {
  if (isPause(form) && !wouldLose() && navigator.serviceWorker?.controller) {
    location.assign(form.action);
    return;
  }
  keepAsking();
  say(isPause(form) ? "pause" : reason);
};

// Before anybody else hears of it: what is not sent is not under way. Only "no connection" can be trusted.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post" || form.matches("[data-leave]")) return;
    putAway();
    underWay = form;
    if (!navigator.onLine) {
      event.preventDefault();
      stay(form, "offline");
    }
  },
  true,
);

// The worker says so where no answer came.
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data === "unanswered" && underWay) {
    if (!isPause(underWay)) dispatchEvent(new Event("unanswered"));
    stay(underWay, "unanswered");
  }
});

addEventListener("online", putAway);
