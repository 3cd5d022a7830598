// Shows a password while its button is pressed in, and hides it again before it is sent.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-reveals]");
  if (button) {
    const isShown = button.getAttribute("aria-pressed") === "true";
    document.getElementById(button.dataset.reveals).type = isShown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!isShown));
  }
});

document.addEventListener("submit", ({ target }) => {
  for (const button of target.querySelectorAll('[data-reveals][aria-pressed="true"]')) {
    button.click();
  }
});
