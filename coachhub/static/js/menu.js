// Closes an open menu on Escape, on a click elsewhere, and when the focus leaves it.
const close = (except) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(except)) {
      menu.open = false;
    }
  }
};

document.addEventListener("click", ({ target }) => close(target));
document.addEventListener("focusin", ({ target }) => close(target));

document.addEventListener("keydown", ({ key, target }) => {
  const menu = target.closest(".menu[open]");
  if (key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
