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

showWhereOneIs();
addEventListener("resize", showWhereOneIs);
