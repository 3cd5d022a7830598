// Puts the offer to undo away: by its cross, or by Escape while the focus is in it.
const putAway = (toast) => {
  const wasInIt = toast.contains(document.activeElement);
  toast.remove();
  if (wasInIt) {
    const main = document.getElementById("main");
    main.tabIndex = -1;
    main.focus({ preventScroll: true });
  }
};

document.addEventListener("click", ({ target }) => {
  const cross = target.closest("[data-puts-away]");
  if (cross) {
    putAway(cross.closest(".toast"));
  }
});

document.addEventListener("keydown", ({ key, target }) => {
  const toast = target.closest?.(".toast");
  if (key === "Escape" && toast) {
    putAway(toast);
  }
});
