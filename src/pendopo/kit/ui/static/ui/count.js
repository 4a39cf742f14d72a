/* A long text says how much room is left; it is read out when the typing rests. */
for (const text of document.querySelectorAll("[data-count]")) {
  const words = document.getElementById(text.dataset.count);
  const most = Number(text.getAttribute("maxlength"));
  text.removeAttribute("maxlength");
  words.setAttribute("aria-live", "polite");
  let rest;
  const say = () => {
    const left = most - [...text.value].length;
    const number = Math.abs(left).toLocaleString(document.documentElement.lang);
    words.textContent = (left < 0 ? words.dataset.over : words.dataset.left).replace("{}", number);
    words.classList.toggle("error", left < 0);
  };
  text.addEventListener("input", () => { clearTimeout(rest); rest = setTimeout(say, 300); });
  say();
}
