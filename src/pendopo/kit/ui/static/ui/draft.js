/* What was typed stays in this tab until it is sent. Passwords, files and hidden fields are never kept. */
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `draft:${location.pathname}:${form.dataset.draft}`;
  const kept = () => [...form.elements].filter((one) => one.name
    && !["password", "file", "hidden", "submit", "button", "fieldset"].includes(one.type) && !one.closest("[data-secret]"));
  const boxes = (one) => one.type === "checkbox" || one.type === "radio";
  const wrong = form.querySelector("[aria-invalid]");
  const held = JSON.parse(sessionStorage.getItem(key) || "{}");
  for (const one of wrong ? [] : kept()) {
    const value = held[boxes(one) ? `${one.name}=${one.value}` : one.name];
    if (value === undefined) continue;
    if (boxes(one)) one.checked = value;
    else if (!one.value) one.value = value;
  }
  form.addEventListener("input", () => {
    const typed = kept().map((one) => (boxes(one) ? [`${one.name}=${one.value}`, one.checked] : [one.name, one.value]));
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(key));
}
