// What a folded part of a form tells of its fields holds as long as they stand as they came.
const isChanged = (control) =>
  [...(control.options ?? [])].some((one) => one.selected !== one.defaultSelected) ||
  control.checked !== control.defaultChecked ||
  (control.type !== "select-one" && control.value !== control.defaultValue);

const tell = (fold) => {
  const changed = [...fold.querySelectorAll("input, select, textarea")].some(isChanged);
  fold.querySelector("[data-told]").hidden = changed;
  fold.querySelector("[data-told-anew]").hidden = !changed;
};

document.addEventListener("input", ({ target }) => {
  const fold = target.closest(".fold");
  if (fold) tell(fold);
});

// Who comes back to a page finds in it what they typed.
addEventListener("pageshow", () => document.querySelectorAll(".fold").forEach(tell));
