// Tabs and filters that run past the edge begin where one is, also after the window has changed.
const showWhereOneIs = () => {
  for (const tabs of document.querySelectorAll(".tabs, .chips--way")) {
    const here = tabs.querySelector("[aria-current]")?.getBoundingClientRect();
    if (here) {
      const room = tabs.getBoundingClientRect();
      tabs.scrollLeft += here.left + here.width / 2 - (room.left + room.width / 2);
    }
  }
};

// Where nothing runs past the edge any more, a fade that follows the scrolling would stay as it was.
const fadeAnew = () => {
  for (const tabs of document.querySelectorAll(".tabs, .chips--way")) {
    tabs.style.animation = "none";
    tabs.getBoundingClientRect();
    tabs.style.removeProperty("animation");
  }
};

showWhereOneIs();
addEventListener("resize", () => {
  showWhereOneIs();
  fadeAnew();
});
