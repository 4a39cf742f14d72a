/* Questions that hang on an answer of the same step appear in place; without this script the next step asks them. */
const questions = [...document.querySelectorAll(".question[data-when]")];
const given = (code) => [...document.querySelectorAll(`[name="${CSS.escape(code)}"], [name="${CSS.escape(code)}-dk"]`)]
  .filter((field) => !field.closest("[disabled]") && (!["radio", "checkbox"].includes(field.type) || field.checked))
  .map((field) => (field.name.endsWith("-dk") ? "dk" : field.value.trim().replace(",", ".")))
  .filter((value) => value !== "");
const order = (low, high) => (Number.isNaN(Number(low)) || Number.isNaN(Number(high)) ? low <= high : Number(low) <= Number(high));
const fits = (value, wanted) => {
  if (!wanted.includes("..")) return value === wanted;
  const [low, high] = wanted.split("..");
  return value !== "dk" && (!low || order(low, value)) && (!high || order(value, high));
};
const look = () => {
  for (const question of questions) {
    const values = given(question.dataset.when);
    const on = question.dataset.among.split("|").some((wanted) => values.some((value) => fits(value, wanted)));
    question.hidden = !on;
    question.disabled = !on;
  }
};
document.addEventListener("input", look);
document.addEventListener("change", look);
look();
