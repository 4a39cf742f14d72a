/* Offers places while the person types: a combobox (WAI-ARIA 1.2) over the plain field. Down and up walk through the list, Enter takes one,
   Escape closes. The field works without this file: the server then asks back with radio buttons. */
(() => {
  const WAIT = 180, LEAST = 2;

  function enhance(box, number) {
    box.dataset.ready = "";
    const field = box.querySelector("input[type=text]");
    const list = document.createElement("ul"), said = document.createElement("p");
    let hidden = box.querySelector("input[type=hidden]");
    let options = [], active = -1, timer = 0, asking = null;

    list.id = `${field.id || "picker" + number}_list`;
    list.className = "picker-list";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.labels[0] ? field.labels[0].textContent.trim() : "");
    said.className = "hush";
    said.setAttribute("role", "status");
    field.after(list, said);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
      field.setAttribute(name, value);

    function mark(at) {
      options.forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
      active = at;
      if (at < 0) field.removeAttribute("aria-activedescendant");
      else {
        field.setAttribute("aria-activedescendant", options[at].id);
        options[at].scrollIntoView({block: "nearest"});
      }
    }

    function open(yes) {
      list.hidden = !yes;
      field.setAttribute("aria-expanded", String(yes));
      if (!yes) mark(-1);
    }

    function code(value) {
      const choices = box.querySelector(".picker-choices");
      if (choices) choices.remove();                    /* they belonged to what was typed before */
      if (!hidden) {
        hidden = document.createElement("input");
        hidden.type = "hidden";
        hidden.name = `${field.name}_code`;
        box.append(hidden);
      }
      hidden.value = value;
    }

    function take(option) {
      field.value = option.dataset.label;
      code(option.dataset.code);
      open(false);
      said.textContent = "";
      field.dispatchEvent(new Event("change", {bubbles: true}));
    }

    function show(found) {
      list.replaceChildren();
      options = found.map((place, i) => {
        const one = document.createElement("li"), path = document.createElement("span");
        one.id = `${list.id}_${i}`;
        one.setAttribute("role", "option");
        one.dataset.code = place.code;
        one.dataset.label = place.label;
        path.className = "hint picker-path";
        path.textContent = place.path;
        one.append(place.name, path);
        list.append(one);
        return one;
      });
      open(options.length > 0);
      mark(-1);
      const {one, many, none} = box.dataset;
      said.textContent = options.length ? (options.length === 1 ? one : many.replace("{}", options.length)) : none;
    }

    async function ask() {
      const text = field.value.trim();
      if (asking) asking.abort();
      if (text.length < LEAST) return open(false);
      asking = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.source}&q=${encodeURIComponent(text)}`,
          {headers: {Accept: "application/json"}, signal: asking.signal, credentials: "omit"});
        if (answer.ok && field.value.trim() === text && document.activeElement === field) show((await answer.json()).results);
      } catch (error) {
        if (error.name !== "AbortError") open(false);   /* no connection: the server asks back when the form is sent */
      }
    }

    function close() {                                  /* also what is still on its way: it would cover the next button */
      clearTimeout(timer);
      if (asking) asking.abort();
      open(false);
    }

    field.addEventListener("input", () => {
      code("");
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const last = options.length - 1, shown = !list.hidden;
      if (event.key === "ArrowDown" && !shown) ask();
      else if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
      else if (event.key === "ArrowUp" && shown) mark(active > 0 ? active - 1 : last);
      else if (event.key === "Enter" && shown && active >= 0) take(options[active]);
      else if (event.key === "Escape") {
        close();
        if (!shown) return;
      }
      else return;
      event.preventDefault();
    });
    field.addEventListener("blur", close);
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
  }

  document.querySelectorAll("[data-picker]:not([data-ready])").forEach(enhance);
})();
