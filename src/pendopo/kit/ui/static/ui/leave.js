/* A form that was changed and not sent asks before the page is left. */
for (const form of document.querySelectorAll("form[data-leave]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
