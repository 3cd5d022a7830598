// What was said of a missing choice goes once one is made: at the question, and at the top of the form.
const forget = (group) => {
  const error = group.querySelector(".field__error");
  if (!error) return;
  error.remove();
  group.removeAttribute("aria-describedby");
  const hint = group.querySelector(".field__hint[id]");
  if (hint) group.setAttribute("aria-describedby", hint.id);
};

const takeOffTheList = (group) => {
  const list = document.getElementById("mistakes");
  const links = [...(list?.querySelectorAll("a") ?? [])];
  const mine = links.filter(({ hash }) => hash === `#${group.id}` || hash === `#${group.id}-0`);
  mine.forEach((link) => link.closest("li").remove());
  const left = list?.querySelectorAll("li").length;
  if (left === 0) {
    list.remove();
  } else if (mine.length) {
    const title = list.querySelector("h2");
    title.textContent = left === 1 ? title.dataset.one : title.textContent.replace(/\d+/, left);
  }
};

document.addEventListener("change", ({ target }) => {
  if (target.type !== "radio") return;
  target.form?.querySelector(`[data-asks="${CSS.escape(target.name)}"]`)?.remove();
  const group = target.closest("fieldset.field");
  if (group?.id) {
    forget(group);
    takeOffTheList(group);
  }
});
