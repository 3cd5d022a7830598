// Leaves at once: the session ends meanwhile, and the page makes way for the other in the history.
for (const form of document.querySelectorAll("form[data-leave]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      keepalive: true,
      redirect: "manual",
    }).catch(() => {
      // Without a way to us one leaves all the same.
    });
    location.replace(form.dataset.leave);
  });
}
