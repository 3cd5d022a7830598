// What is left to do when htmx has changed a part of the page.

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const part = detail.ctx.target;
  // What had the focus may be gone: then go on in the new part.
  if (document.activeElement === document.body) {
    part.focus({ preventScroll: true });
  }
  const ear = document.querySelector(`[data-hears="${CSS.escape(part.id)}"]`);
  if (ear) {
    ear.textContent = part.querySelector("[data-says]").innerText;
  }
});

// A part that can't be had: the whole page says why.
document.addEventListener("htmx:response:error", ({ detail }) => {
  const { request, hx } = detail.ctx;
  if (request.method === "GET" && !hx.redirect) {
    detail.ctx.swap = "none";
    location.assign(request.action);
  }
});
