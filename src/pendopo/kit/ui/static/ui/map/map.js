// The map beside the list (Leaflet). Without this file the list alone does everything. The first view comes with the page;
// closer in, the points of what is seen are asked for again, so that many at one place come apart.
// The looks of the map lie here, because nobody needs them without script and every file costs a slow phone a journey.
// Below the first eight lines they follow leaflet.css 1.9.4 (BSD-2-Clause, see ../leaflet/LICENSE), in our own colours.
const LOOKS = `
    .map.live{display:block;padding:0;height:20rem;height:clamp(18rem,60vh,34rem);overflow:hidden;text-align:left;position:relative;z-index:0}
    .outline{fill:var(--sheet);stroke:var(--edge);stroke-width:1.5}
    .aim{position:absolute;z-index:900;left:50%;top:50%;width:1.5rem;height:1.5rem;translate:-50% -50%;pointer-events:none;background:linear-gradient(var(--ink),var(--ink)) center/2px 100% no-repeat,linear-gradient(var(--ink),var(--ink)) center/100% 2px no-repeat}
    .spot{display:grid;place-items:center;border-radius:50%;background:var(--accent);color:var(--on-accent);border:2px solid var(--sheet);font:700 .875rem/1 var(--sans)}
    .spot::before{content:"";width:.5rem;height:.5rem;border-radius:50%;background:currentColor}
    .spot.many::before{content:none}
    .spot:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
    @media (min-width:40rem){.sides>:has(>.live){position:sticky;top:1rem;align-self:start}}
    @media print{.map.live,.map.live+p{display:none}.sides:has(.live){display:block}}
    @media (forced-colors:active){.spot{border:2px solid CanvasText}.outline{stroke:CanvasText}}
    .leaflet-pane,.leaflet-tile,.leaflet-marker-icon,.leaflet-tile-container,.leaflet-pane>svg,.leaflet-pane>canvas,.leaflet-zoom-box,.leaflet-layer{position:absolute;left:0;top:0}
    .leaflet-container{overflow:hidden;background:var(--wash);outline-offset:-3px;-webkit-tap-highlight-color:transparent}
    .leaflet-tile,.leaflet-marker-icon{user-select:none}
    .leaflet-container .leaflet-overlay-pane svg,.leaflet-container .leaflet-tile{max-width:none!important;max-height:none!important}
    .leaflet-container.leaflet-touch-zoom{touch-action:pan-x pan-y}
    .leaflet-container.leaflet-touch-drag{touch-action:pinch-zoom}
    .leaflet-container.leaflet-touch-drag.leaflet-touch-zoom{touch-action:none}
    .leaflet-tile{visibility:hidden}
    .leaflet-tile-loaded{visibility:inherit}
    .leaflet-zoom-box{width:0;height:0;z-index:800;border:2px dotted var(--accent)}
    .leaflet-pane{z-index:400}
    .leaflet-tile-pane{z-index:200}
    .leaflet-overlay-pane{z-index:400}
    .leaflet-marker-pane{z-index:600}
    .leaflet-popup-pane{z-index:700}
    .leaflet-map-pane svg{z-index:200}
    .leaflet-control{position:relative;z-index:800;pointer-events:auto;float:left;clear:both}
    .leaflet-top,.leaflet-bottom{position:absolute;z-index:1000;pointer-events:none}
    .leaflet-top{top:0}.leaflet-right{right:0}.leaflet-bottom{bottom:0}.leaflet-left{left:0}
    .leaflet-right .leaflet-control{float:right}
    .leaflet-top .leaflet-control{margin-top:.625rem}
    .leaflet-left .leaflet-control{margin-left:.625rem}
    .leaflet-zoom-animated{transform-origin:0 0}
    .leaflet-zoom-anim .leaflet-zoom-animated{transition:transform .25s cubic-bezier(0,0,.25,1)}
    .leaflet-zoom-anim .leaflet-tile,.leaflet-pan-anim .leaflet-tile{transition:none}
    .leaflet-zoom-anim .leaflet-zoom-hide{visibility:hidden}
    .leaflet-interactive{cursor:pointer}
    .leaflet-grab{cursor:grab}
    .leaflet-popup-pane,.leaflet-control{cursor:auto}
    .leaflet-dragging .leaflet-grab,.leaflet-dragging .leaflet-grab .leaflet-interactive{cursor:grabbing}
    .leaflet-marker-icon,.leaflet-pane>svg path,.leaflet-tile-container{pointer-events:none}
    .leaflet-marker-icon.leaflet-interactive,.leaflet-pane>svg path.leaflet-interactive{pointer-events:auto}
    .leaflet-bar{border:1px solid var(--edge);border-radius:var(--round);overflow:hidden}
    .leaflet-bar a{display:block;width:2.75rem;height:2.75rem;font:700 1.375rem/2.75rem var(--sans);text-align:center;text-decoration:none;background:var(--sheet);color:var(--ink)}
    .leaflet-bar a+a{border-top:1px solid var(--edge)}
    .leaflet-bar a.leaflet-disabled{color:var(--soft);cursor:default}
    .leaflet-control-attribution{padding:0 .375rem;font-size:.75rem;background:var(--sheet);color:var(--soft)}
    .leaflet-popup{position:absolute;margin-bottom:20px}
    .leaflet-popup-content-wrapper,.leaflet-popup-tip{background:var(--sheet);color:var(--ink);border:1px solid var(--edge)}
    .leaflet-popup-content-wrapper{padding:1px;border-radius:var(--round)}
    .leaflet-popup-content{margin:.875rem 2.75rem .875rem 1rem;min-width:10rem;font-size:1rem;line-height:1.4;overflow-wrap:anywhere}
    .leaflet-popup-content li{padding-block:.25rem}
    .leaflet-popup-tip-container{width:40px;height:20px;position:absolute;left:50%;margin:-1px 0 0 -20px;overflow:hidden;pointer-events:none}
    .leaflet-popup-tip{width:17px;height:17px;margin:-10px auto 0;transform:rotate(45deg)}
    .leaflet-container a.leaflet-popup-close-button{position:absolute;top:0;right:0;width:2.75rem;height:2.75rem;font:1.25rem/2.75rem var(--sans);text-align:center;text-decoration:none;color:var(--soft)}
    .leaflet-popup-scrolled{overflow:auto}
`;

// A map in `box`; its words, and the city's tiles if there are any, stand in the box's data.
function mapIn(box) {
  const words = box.dataset, still = matchMedia("(prefers-reduced-motion:reduce)").matches;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  document.adoptedStyleSheets.push(sheet);
  box.textContent = "";
  box.classList.add("live");
  const map = L.map(box, {
    zoomControl: false, attributionControl: Boolean(words.tiles), maxZoom: 18, minZoom: 3, zoomSnap: .25,
    zoomAnimation: !still, fadeAnimation: false, markerZoomAnimation: !still, inertia: !still, scrollWheelZoom: false,
  });
  L.control.zoom({zoomInTitle: words.closer, zoomOutTitle: words.wider}).addTo(map);
  if (words.tiles) L.tileLayer(words.tiles, {attribution: words.credit}).addTo(map);
  const shapes = L.geoJSON(null, {interactive: false, style: {className: "outline", fillOpacity: 1}});
  if (!words.tiles) shapes.addTo(map);
  return {map, shapes, fit: bounds => bounds.isValid()
    ? map.fitBounds(bounds, {padding: [24, 24], maxZoom: 13, animate: false}) : map.setView([-2.5, 118], 4)};
}

(() => {
  const box = document.querySelector("[data-map]");
  if (!box || !window.L) return;
  const words = box.dataset, first = JSON.parse(words.first), {map, shapes, fit} = mapIn(box);
  const signs = L.featureGroup().addTo(map);
  let drawn = [], asked = 0, waits = 0;

  function element(name, text, address, language) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (address) made.href = address;
    if (language) made.lang = language;
    return made;
  }

  function leaf(spot) {
    const made = element("div"), list = element("ul");
    if (spot.place) made.append(element("strong", spot.place));
    for (const record of spot.records) {
      const row = element("li");
      row.append(element("a", record.title, record.address, record.language));
      list.append(row);
    }
    made.append(list);
    if (spot.count > spot.records.length) made.append(element("a", words.all.replace("{}", spot.count), spot.address));
    return made;
  }

  function pin(at, count, name) {
    const size = count > 1 ? 32 + Math.min(16, Math.round(Math.log2(count) * 2)) : 28;
    const made = L.marker(at, {
      title: name, keyboard: true, riseOnHover: true,
      icon: L.divIcon({className: count > 1 ? "spot many" : "spot", iconSize: [size, size], html: count > 1 ? String(count) : ""}),
    });
    return made.on("add", () => made.getElement().setAttribute("aria-label", name));
  }

  function sign(spot) {
    const one = spot.count === 1, place = spot.place ? `${spot.place}: ` : "";
    const made = pin(spot.at, spot.count, one ? spot.records[0].title : place + words.count.replace("{}", spot.count));
    made.bindPopup(leaf(spot), {maxWidth: Math.min(280, box.clientWidth - 96)});
    made.on("popupopen", event => {
      const box = event.popup.getElement();
      box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
      box.querySelector("a[href]:not([role])")?.focus({preventScroll: true});
    });
    made.on("popupclose", () => made.getElement()?.focus({preventScroll: true}));
    return made;
  }

  // Signs that would lie on each other are one, which comes closer when it is chosen.
  function heap(spots) {
    if (spots.length === 1) return sign(spots[0]);
    const count = spots.reduce((sum, spot) => sum + spot.count, 0), bounds = L.latLngBounds(spots.map(spot => spot.at));
    const made = pin(bounds.getCenter(), count, `${words.count.replace("{}", count)}. ${words.closer}`);
    return made.on("click", () => map.fitBounds(bounds, {padding: [48, 48], maxZoom: Math.min(map.getZoom() + 4, 17)}));
  }

  function draw() {
    const near = [], last = map.getZoom() >= map.getMaxZoom();
    for (const spot of drawn) {
      const point = map.project(spot.at);
      const met = last ? null : near.find(one => one.point.distanceTo(point) < 34);
      if (met) met.spots.push(spot);
      else near.push({point, spots: [spot]});
    }
    signs.clearLayers();
    near.forEach(one => signs.addLayer(heap(one.spots)));
  }

  function take(found) {
    drawn = found.features.map(({geometry: {coordinates: [lng, lat]}, properties}) => ({...properties, at: L.latLng(lat, lng)}));
    draw();
  }

  // Points closer in are asked for only where the first view had to put many into one.
  async function look() {
    const view = map.getBounds(), turn = ++asked;
    if (map.getZoom() <= start) return take(first);
    const address = new URL(words.map, location);
    address.searchParams.set("kotak", [view.getWest(), view.getSouth(), view.getEast(), view.getNorth()].map(n => n.toFixed(4)).join(","));
    try {
      const answer = await fetch(address);
      if (answer.ok && turn === asked) take(await answer.json());
    } catch { /* what is drawn already stays */ }
  }

  box.addEventListener("keydown", event => { if (event.key === "Escape") map.closePopup(); });
  first.outlines.forEach(outline => shapes.addData(outline));
  const places = L.latLngBounds(first.features.map(({geometry: {coordinates: [lng, lat]}}) => [lat, lng]));
  fit(places.extend(shapes.getBounds()));
  const start = map.getZoom();
  take(first);
  const finer = first.features.some(feature => feature.properties.count > feature.properties.records.length);
  map.on("zoomend", () => { if (!finer) draw(); });
  if (finer) map.on("moveend", () => {
    if (map.getPane("popupPane").children.length) return;
    clearTimeout(waits);
    waits = setTimeout(look, 250);
  });
})();

// One point, chosen by a touch, or by keyboard: the arrows move the map, the button takes the middle.
(() => {
  const box = document.querySelector("[data-pick]");
  if (!box || !window.L) return;
  const input = document.getElementById(box.dataset.pick), {map, shapes, fit} = mapIn(box);
  const aim = document.createElement("span"), take = document.createElement("button"), row = document.createElement("p");
  let sign = null;

  function set(at, tell = true) {
    sign ??= L.marker(at, {keyboard: false, interactive: false, icon: L.divIcon({className: "spot", iconSize: [28, 28], html: ""})}).addTo(map);
    sign.setLatLng(at);
    if (!tell) return;
    input.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
    input.dispatchEvent(new Event("change", {bubbles: true}));
  }

  aim.className = "aim";
  take.type = "button";
  take.className = "button plain";
  take.textContent = box.dataset.take;
  take.addEventListener("click", () => set(map.getCenter()));
  box.append(aim);
  row.className = "actions";
  row.append(take);
  box.after(row);
  map.on("click", event => set(event.latlng));
  const written = input.value.match(/(-?\d+[.]\d+)\D+(\d+[.]\d+)/);
  fetch(box.dataset.outlines).then(answer => answer.json()).then(found => {
    found.outlines.forEach(outline => shapes.addData(outline));
    if (!written) fit(shapes.getBounds());
  }, () => {});
  if (written) {
    map.setView([Number(written[1]), Number(written[2])], 14, {animate: false});
    set(map.getCenter(), false);
  } else map.setView([-2.5, 118], 4, {animate: false});
})();
