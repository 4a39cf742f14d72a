/* Where it is and how it sounds: the phone's own place, a touch on a map, a voice note. Each fills a field of the form,
   which does without. The map comes only when it is asked for. */
const make = (name, looks, text) => Object.assign(document.createElement(name), {className: looks, textContent: text || ""});
const button = (text) => Object.assign(make("button", "button plain", text), {type: "button"});

const point = document.querySelector("[data-point]");
if (point) {
  const input = point.querySelector("input"), row = make("p", "actions"), sheet = point.querySelector("template");
  const near = make("p", "hint");                          // why no village is near, where none is
  near.setAttribute("role", "status");
  point.append(row, near);
  if (navigator.geolocation) {
    const ask = button(point.dataset.ask);
    ask.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      (found) => {
        input.value = `${found.coords.latitude.toFixed(5)}, ${found.coords.longitude.toFixed(5)}`;
        input.dispatchEvent(new Event("change", {bubbles: true}));
      },
      () => { ask.textContent = point.dataset.no; }, {enableHighAccuracy: true, timeout: 15000}));
    row.append(ask);
  }
  const open = button(point.dataset.mapAsk);
  row.append(open);
  open.addEventListener("click", async () => {
    open.remove();
    point.append(sheet.content.cloneNode(true));
    for (const src of point.dataset.scripts.split(" ")) {
      await new Promise((done) => {
        const script = Object.assign(document.createElement("script"), {src, onload: done, onerror: done});
        document.body.append(script);
      });
    }
    point.querySelector("[data-pick]").focus();
  });
  input.addEventListener("change", async () => {           // the nearest village, if none was chosen; a person can change it
    const place = document.querySelector("input[name=region]"), code = document.querySelector("input[name=region_code]");
    const [lat, lng] = input.value.split(",").map(Number), from = sheet.content.firstElementChild.dataset.near;
    if (!place || !code || (place.value && !place.dataset.near) || !lat || !lng) return;
    try {
      const answer = await fetch(`${from}?lat=${lat}&lng=${lng}`, {headers: {Accept: "application/json"}});
      const told = await answer.json(), [first] = told.results;
      near.textContent = first ? "" : told.said;
      if (!first) return;
      [place.value, code.value, place.dataset.near] = [first.label, first.code, "1"];
    } catch { /* the village stays to be typed */ }
  });
}

/* Others at this place: asked beside the form, so that chosen files stay where they are, as soon as the place is told. */
const look = document.querySelector("[data-look]");
if (look) {
  const press = look.querySelector("button"), form = press.form, found = make("div", "");
  let turn = 0, asked = "";
  found.setAttribute("role", "status");
  look.append(found);

  async function ask() {
    const mine = turn += 1, told = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string") told.append(name, value);
    told.append(press.name, press.value);
    asked = place();
    found.textContent = look.dataset.looking;
    try {
      const answer = await fetch(location.href, {method: "POST", body: told, headers: {Accept: "text/html"}});
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine === turn) found.replaceChildren(page.querySelector("[data-alike]") ?? page.querySelector("main [role=alert]") ?? "");
    } catch {
      if (mine === turn) found.textContent = look.dataset.no;
    }
  }

  const place = () => ["point", "region"].map((name) => form.elements[name].value).join("\n");
  press.addEventListener("click", (event) => { event.preventDefault(); ask(); });
  form.addEventListener("change", (event) => {
    if (["point", "region"].includes(event.target.name)) setTimeout(() => { if (place().trim() && place() !== asked) ask(); }, 1500);
  });
}

const voice = document.querySelector("[data-voice]");
const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"], LONGEST = 180;     // seconds
const kind = window.MediaRecorder && navigator.mediaDevices && KINDS.find((one) => MediaRecorder.isTypeSupported(one));
if (voice && kind) {
  const input = voice.querySelector("input[type=file]"), words = voice.dataset, row = make("p", "actions"), said = make("p", "hint");
  const record = button(words.record), listen = button(words.listen), drop = button(words.drop);
  let recorder = null, clock = 0, seconds = 0;
  said.setAttribute("role", "status");
  listen.hidden = drop.hidden = true;
  row.append(record, listen, drop);
  voice.append(row, said);

  const put = (files) => { const box = new DataTransfer(); files.forEach((one) => box.items.add(one)); input.files = box.files; };
  const show = (has) => { listen.hidden = drop.hidden = !has; };

  function stop() {
    clearInterval(clock);
    if (recorder?.state === "recording") recorder.stop();
    record.textContent = words.record;
  }

  record.addEventListener("click", async () => {
    if (recorder?.state === "recording") return stop();
    let line;
    try { line = await navigator.mediaDevices.getUserMedia({audio: true}); } catch { said.textContent = words.no; return; }
    const parts = [];
    recorder = new MediaRecorder(line, {mimeType: kind, audioBitsPerSecond: 24000});
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      line.getTracks().forEach((track) => track.stop());
      const mime = kind.split(";")[0];
      put([new File(parts, `suara.${{"audio/ogg": "ogg", "audio/webm": "weba", "audio/mp4": "m4a"}[mime]}`, {type: mime})]);
      said.textContent = words.kept.replace("{}", seconds);
      show(true);
      voice.closest("form").querySelector("[data-words] textarea")?.removeAttribute("required");
    });
    seconds = 0;
    said.textContent = words.running.replace("{}", seconds);
    clock = setInterval(() => {
      seconds += 1;
      said.textContent = words.running.replace("{}", seconds);
      if (seconds >= LONGEST) stop();
    }, 1000);
    recorder.start();
    show(false);
    record.textContent = words.stop;
  });
  listen.addEventListener("click", async () => {           // decoded here: no address of it ever exists
    const room = new AudioContext(), source = room.createBufferSource();
    source.buffer = await room.decodeAudioData(await input.files[0].arrayBuffer());
    source.connect(room.destination);
    source.addEventListener("ended", () => room.close());
    source.start();
  });
  drop.addEventListener("click", () => { put([]); show(false); said.textContent = ""; });
}
