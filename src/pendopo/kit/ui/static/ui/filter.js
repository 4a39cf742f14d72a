/* A filter applies as soon as it is chosen with the mouse or finger; by keyboard the button does it, so that arrows do not leave the page. */
for (const form of document.querySelectorAll("form[data-filter]")) {
  let keys = false;
  form.addEventListener("keydown", () => { keys = true; });
  form.addEventListener("pointerdown", () => { keys = false; });
  form.addEventListener("change", (event) => {
    if (!keys && event.target.matches("select,[type=checkbox]")) form.requestSubmit();
  });
  form.addEventListener("formdata", ({formData}) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}
