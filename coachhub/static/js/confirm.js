// Turns a question that opens in place into a dialog.
// `toggle` and `close` do not bubble, so they are caught on their way down.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target.matches(".confirm") && target.open) {
      target.querySelector("dialog").showModal();
      // Enter, pressed once too often, does nothing that cannot be undone.
      if (document.activeElement.matches(".button--destroy")) {
        document.activeElement.nextElementSibling.focus();
      }
    }
  },
  true,
);

document.addEventListener(
  "close",
  ({ target }) => {
    const question = target.closest(".confirm");
    if (question) {
      question.open = false;
      question.querySelector("summary").focus();
    }
  },
  true,
);
