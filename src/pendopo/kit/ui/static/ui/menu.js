/* Escape closes an open menu and gives the focus back; the page opens and closes it without us. */
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("[data-menu][open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
});
/* A page that comes back with errors starts at their summary. */
addEventListener("DOMContentLoaded", () => document.querySelector("[data-focus]")?.focus());
/* Screen readers read out what changes, not what a page comes with: the answer to a deed is put in its place again. */
addEventListener("load", () => setTimeout(() => {
  document.querySelectorAll(".notice[role=status]").forEach((box) => box.replaceChildren(...box.cloneNode(true).childNodes));
}, 300));
