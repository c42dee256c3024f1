// Sorting, filters, search, and what a click opens. The table reads well without any of it.
(() => {
  document.documentElement.classList.add("js");
  const { policies, words } = JSON.parse(document.querySelector("#data").textContent);
  const body = document.querySelector("#matrix tbody");
  const rows = [...body.rows];
  const search = document.querySelector("#search");
  const field = document.querySelector("#field");
  const sort = document.querySelector("#sort");
  const shown = document.querySelector("#shown");
  const dialog = document.querySelector("#texts");
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");

  function apply() {
    const sought = fold(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      row.hidden = !((!field.value || row.dataset.field === field.value) && sought.every((word) => row.dataset.words.includes(word)));
      count += !row.hidden;
    }
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

  // A click on a locality brings up the policies that it has, the one more brings up those that it lacks.
  let last = null;
  for (const head of document.querySelectorAll("th[data-locality]")) head.addEventListener("click", () => {
    const sign = last === head ? -1 : 1;
    last = sign > 0 ? head : null;
    const has = (row) => row.cells[head.cellIndex].classList.contains("has");
    reorder((a, b) => sign * (has(b) - has(a)) || orders.spread(a, b));
  });

  const make = (tag, kind, text) => { const made = document.createElement(tag); if (kind) made.className = kind; if (text) made.textContent = text; return made; };
  function figure(title, svg, kind) {
    const made = make("figure", kind);
    made.append(make("figcaption", "", title));
    made.append(document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true));
    return made;
  }

  function open(at) {
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
    drawn.append(figure(words.spread_chart, policy.spread));
    charts.append(drawn, figure(words.map_one, policy.map, "map"));
    const side = make("div", "side");
    for (const one of policy.texts) {
      const card = make("article", one.own ? "own" : "");
      card.append(make("h3", "", one.name), make("p", "facts", [one.place, one.document, one.day || words.no_date].join(" · ")));
      if (one.value) card.append(make("span", "value", one.value), document.createTextNode(" "));
      if (one.scope) card.append(make("em", "facts", one.scope));
      if (one.doubt) card.append(make("p", "doubtful", `${words.doubtful}: ${one.doubt}`));
      card.append(make("p", "words", one.text));
      side.append(card);
    }
    dialog.replaceChildren(head, charts, side);
    dialog.showModal();
    dialog.scrollTop = 0;
  }

  body.addEventListener("click", (event) => {
    const cell = event.target.closest("td.has, td.doubt, th button");
    if (cell) open(cell.closest("tr").dataset.at);
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  search.addEventListener("input", apply);
  field.addEventListener("change", apply);
  sort.addEventListener("change", () => reorder(orders[sort.value]));
  const asked = /^#policy-(\d+)$/.exec(location.hash);
  if (asked && policies[asked[1]]) open(asked[1]);
  apply();
})();
