// Sorting, filters, search, and what a click opens. The table reads well without any of it.
(() => {
  document.documentElement.classList.add("js");
  const { policies, words } = JSON.parse(document.querySelector("#data").textContent);
  const body = document.querySelector("#matrix tbody");
  const rows = [...body.rows];
  const search = document.querySelector("#search");
  const field = document.querySelector("#field");
  const locality = document.querySelector("#locality");
  const held = document.querySelector("#held");
  const sort = document.querySelector("#sort");
  const shown = document.querySelector("#shown");
  const dialog = document.querySelector("#texts");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");

  function apply() {
    const sought = fold(search.value).split(/\s+/).filter(Boolean);
    const column = heads.find((head) => head.dataset.locality === locality.value)?.cellIndex;
    const fits = (row) => column === undefined || row.cells[column].classList.contains("has") === (held.value === "has");
    let count = 0;
    for (const row of rows) {
      row.hidden = !((!field.value || row.dataset.field === field.value) && fits(row) && sought.every((word) => row.dataset.words.includes(word)));
      count += !row.hidden;
    }
    held.disabled = column === undefined;
    document.querySelector("#none").hidden = count > 0 || !rows.length;
    shown.textContent = shown.dataset.pattern.replace("{shown}", count).replace("{total}", rows.length);
  }

  const orders = {
    spread: (a, b) => b.dataset.spread - a.dataset.spread || a.dataset.at - b.dataset.at,
    since: (a, b) => a.dataset.since.localeCompare(b.dataset.since) || a.dataset.at - b.dataset.at,
    label: (a, b) => a.cells[0].textContent.localeCompare(b.cells[0].textContent, "vi"),
    values: (a, b) => b.dataset.values - a.dataset.values || a.dataset.at - b.dataset.at,
  };
  const reorder = (order) => { rows.sort(order); body.append(...rows); };

  // A click on a locality's name shows what it has, the next what it lacks, the next all again.
  const heads = [...document.querySelectorAll("th[data-locality]")];
  for (const head of heads) head.querySelector("button").addEventListener("click", () => {
    const again = locality.value === head.dataset.locality;
    locality.value = again && held.value === "lacks" ? "" : head.dataset.locality;
    held.value = again && held.value === "has" ? "lacks" : "has";
    apply();
  });

  // Arrow keys go from cell to cell; only the names of policies are in the order of Tab.
  const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
  body.addEventListener("keydown", (event) => {
    const step = steps[event.key], cell = event.target.closest("td, th");
    if (!step || !cell) return;
    event.preventDefault();
    if (step[1]) {
      const buttons = [...cell.parentElement.querySelectorAll("button")];
      buttons[buttons.indexOf(event.target.closest("button")) + step[1]]?.focus();
      return;
    }
    const shown = [...body.rows].filter((row) => !row.hidden);
    for (let at = shown.indexOf(cell.parentElement) + step[0]; shown[at]; at += step[0]) {
      const button = shown[at].cells[cell.cellIndex].querySelector("button");
      if (button) return button.focus();
    }
  });

  const make = (tag, kind, text) => { const made = document.createElement(tag); if (kind) made.className = kind; if (text) made.textContent = text; return made; };
  function figure(title, svg, kind) {
    const made = make("figure", kind);
    made.append(make("figcaption", "", title));
    const drawn = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
    drawn.setAttribute("aria-label", title);
    made.append(drawn);
    return made;
  }

  // The tile map of the page, with the places of one policy.
  function map(places) {
    const made = document.querySelector("#overview svg").cloneNode(true);
    made.setAttribute("aria-label", words.map_one);
    for (const tile of made.querySelectorAll("g")) {
      const has = places.includes(tile.dataset.place);
      const box = tile.querySelector("rect");
      box.setAttribute("fill", has ? "var(--accent)" : "none");
      box.setAttribute("fill-opacity", has ? "1" : "0");
      tile.querySelector("text").setAttribute("fill", has ? "var(--sheet)" : "currentColor");
      tile.querySelector("title").textContent = tile.querySelector("title").textContent.split(":")[0];
    }
    return made;
  }

  // The words of a provision, with its value marked.
  function said(one) {
    const made = make("p", "words");
    const [start, end] = one.mark ?? [0, 0];
    if (end > start && end <= one.text.length) made.append(one.text.slice(0, start), make("mark", "v", one.text.slice(start, end)), one.text.slice(end));
    else made.textContent = one.text;
    return made;
  }

  function open(at, name) {
    const policy = policies[at];
    const head = make("header");
    const title = make("h2", "", policy.label);
    title.id = "policy";
    const close = make("button", "", words.close);
    close.addEventListener("click", () => dialog.close());
    head.append(title, close);
    const charts = make("div", "charts");
    const drawn = make("div");
    if (policy.values) drawn.append(figure(words.values_chart, policy.values));
    if (policy.spread) drawn.append(figure(words.spread_chart, policy.spread));
    else drawn.append(make("p", "days", policy.days));
    const where = make("figure", "map");
    where.append(make("figcaption", "", words.map_one), map(policy.tiles));
    charts.append(drawn, where);
    const side = make("div", "side");
    for (const one of policy.texts) {
      const card = make("article", one.own ? "own" : "");
      card.dataset.name = one.name;
      card.tabIndex = -1;
      card.append(make("h3", "", one.name), make("p", "facts", [one.place, one.document, one.day || words.no_date].join(" · ")));
      if (one.title) card.append(make("p", "title", one.title));
      if (one.value) card.append(make("span", "value", one.value), document.createTextNode(" "));
      if (one.scope) card.append(make("em", "facts", one.scope));
      if (one.doubt) card.append(make("p", "doubtful", `${words.doubtful}: ${one.doubt}`));
      card.append(said(one));
      side.append(card);
    }
    if (policy.more) side.append(make("p", "note", words.more_texts.replace("{count}", policy.more)));
    dialog.replaceChildren(head, charts, side);
    dialog.showModal();
    dialog.scrollTop = 0;
    const own = name && [...side.children].find((card) => card.dataset.name === name);
    if (own) {
      own.classList.add("asked");
      own.style.scrollMarginTop = `${head.offsetHeight + 12}px`;
      own.focus({ preventScroll: true });
      own.scrollIntoView({ block: "start" });
    }
  }

  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td.has, td.doubt, th button");
    if (cell) open(cell.closest("tr").dataset.at, cell.querySelector("button")?.dataset.name);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  search.addEventListener("input", apply);
  for (const choice of [field, locality, held]) choice.addEventListener("change", apply);
  sort.addEventListener("change", () => reorder(orders[sort.value]));
  const asked = /^#policy-(\d+)$/.exec(location.hash);
  if (asked && policies[asked[1]]) open(asked[1]);
  apply();
})();
