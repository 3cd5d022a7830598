// Copies a field's value and says so. Without a safe connection there is no clipboard:
// then the address is at least selected.
document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-copies]");
  if (button) {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      button.querySelector("span").textContent = button.dataset.done;
    }
  }
});
