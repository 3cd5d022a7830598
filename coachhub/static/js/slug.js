// An address is made of a name, until somebody writes another one.
const slug = document.querySelector("[data-slug-of]");
let isOwn = Boolean(slug?.value);

const slugOf = (name) => {
  const letters = name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, "-").slice(0, 48).replace(/^-|-$/g, "");
};

document.addEventListener("input", ({ target }) => {
  if (target === slug) {
    isOwn = slug.value !== "";
  } else if (!isOwn && target.id === slug?.dataset.slugOf) {
    slug.value = slugOf(target.value);
  }
});
