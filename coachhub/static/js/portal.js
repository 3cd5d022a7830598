// Lets the phone keep the page that is shown offline.
const worker = document.querySelector("[data-worker]")?.dataset.worker;

if (worker && navigator.serviceWorker) {
  navigator.serviceWorker.register(worker).catch(() => {
    // A private window refuses it: then there is no offline page, and nothing else is missing.
  });
}
