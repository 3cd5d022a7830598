// What stands on a page as it comes is no change, and not every screen reader says it. Put in its place
// anew once the page is there, it is one; nothing is to be seen of that.
const A_MOMENT = 500;

addEventListener("load", () =>
  setTimeout(() => {
    for (const words of document.querySelectorAll("[role=status] > :is(.notices, .toast__said)")) {
      words.replaceWith(words.cloneNode(true));
    }
  }, A_MOMENT),
);
