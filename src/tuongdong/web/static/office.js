/* What HTML and htmx cannot do by themselves. Every page works without it, with more clicks. */
"use strict";

const own = JSON.parse(document.body.getAttribute("hx-headers")); // every request says for whom the page was made
const PATIENCE = 60_000;
let leaving = false; // on the way to the page that answers

/* --- telling what went wrong, in the words of <template id="fault"> */

const nearby = (place) => place.querySelector(":scope > .fault");

/** Beside `place`, why it was not done ("silent", "out", ...; or the server's own words); `again` is what the button does. */
function tell(place, lead, { why, words }, again) {
  if (why && nearby(place)?.dataset.why === why) return;
  nearby(place)?.remove();
  const told = document.getElementById("fault").content.firstElementChild.cloneNode(true);
  for (const one of told.querySelectorAll("[data-lead]")) if (one.dataset.lead !== lead) one.remove();
  for (const one of told.querySelectorAll("[data-why]")) if (one.dataset.why !== why) one.remove();
  if (words) told.querySelector("p").append(` ${words}`);
  const button = told.querySelector("button");
  if (again) button.addEventListener("click", () => { told.remove(); again(); });
  else button.remove();
  told.dataset.why = why;
  place.append(told);
  if (lead === "post") told.scrollIntoView({ block: "nearest" });
}

/** Why an answer is none, by its status. */
function fault(status, body) {
  if (!status) return { why: "silent" };
  if (status === 401) return { why: "out" };
  if (status === 412) return { why: "other" };
  if (status >= 500) return { why: "broken" };
  const page = new DOMParser().parseFromString(body, "text/html");
  const said = page.querySelectorAll("main h1, main p");
  return { why: "", words: said.length ? Array.from(said, (one) => one.textContent.trim()).join(". ") : page.body.textContent };
}

/** {status, body, url, headers}; status 0 when nothing came, or too late. Files may take their time. */
async function post(url, body, headers) {
  const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/); // newer than the form's, when one signed in again
  if (cookie) body.set("csrfmiddlewaretoken", cookie[1]);
  const stop = new AbortController();
  const late = Array.from(body.values()).some((one) => one.size) ? 0 : setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { ...own, ...headers }, signal: stop.signal });
    return { status: answer.status, body: await answer.text(), url: answer.url, headers: answer.headers };
  } catch {
    return { status: 0, body: "" };
  } finally {
    clearTimeout(late);
  }
}

/* --- what is typed and not saved */

const fields = (place) => Array.from(place.querySelectorAll("textarea, select, input:not([type=hidden])"));
const standing = (select) => Array.from(select.options).filter((one) => one.defaultSelected);
function changed(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "file") return field.files.length > 0;
  if (field.tagName !== "SELECT") return field.value !== field.defaultValue;
  return standing(field).length ? Array.from(field.options).some((one) => one.selected !== one.defaultSelected) : field.selectedIndex > 0;
}
const forms = () => (location.pathname.startsWith("/account/") ? [] : Array.from(document.querySelectorAll("main form[method=post]")));
const typed = (but) => forms().some((form) => form !== but && (form.dataset.refused || fields(form).some(changed)));
window.addEventListener("beforeunload", (event) => { if (!leaving && (queues.size || typed())) event.preventDefault(); });

// A page that comes back from the browser's memory is as old as it left: what was decided since is asked for again.
window.addEventListener("pageshow", (event) => { leaving = false; if (event.persisted && !queues.size && !typed()) location.reload(); });

/* --- a form is sent once, and what it held stays until the server has it */

async function send(form, submitter) {
  if (form.dataset.sent) return;
  if (typed(form) && !window.confirm(document.getElementById("fault").dataset.elsewhere)) return;
  form.dataset.sent = "1";
  nearby(form)?.remove();
  const answer = await post(form.getAttribute("action") || location.href, held(form, submitter), {});
  delete form.dataset.sent;
  const to = answer.headers?.get("X-Location");
  const page = new DOMParser().parseFromString(answer.body, "text/html");
  if (to) go(form, to);
  else if (answer.status === 200 || page.querySelector("main form[method=post]")) show(answer, page);
  else {
    const wrong = fault(answer.status, answer.body);
    tell(form, "post", wrong, wrong.why && (() => send(form, submitter)));
  }
}

function held(form, submitter) {
  const body = new FormData(form);
  if (submitter?.name) body.append(submitter.name, submitter.value);
  return body;
}

/** To the page that answers; of the very same page, anew and not only to its part. */
function go(form, to) {
  form.dataset.sent = leaving = "1"; // until the page has gone
  const url = new URL(to, location.href);
  if (url.pathname + url.search !== location.pathname + location.search) { location.assign(url); return; }
  for (const one of forms()) one.reset(); // a browser fills in again what was typed before
  history.replaceState(null, "", url);
  location.reload();
}

/** A page that came as the answer to a form: a preview, or the form again with what is wrong in it. */
function show(answer, page) {
  const main = document.adoptNode(page.getElementById("main"));
  if (answer.url !== location.href) { history.pushState(null, "", answer.url); shown = location.pathname + location.search; }
  document.title = page.title;
  document.getElementById("main").replaceWith(main);
  if (answer.status !== 200) for (const form of forms()) if (fields(form).length) form.dataset.refused = "1";
  zones();
  htmx.process(main);
  window.scrollTo(0, 0);
  (main.querySelector("[aria-invalid]") ?? main).focus();
}
let shown = location.pathname + location.search;
window.addEventListener("popstate", () => { if (location.pathname + location.search !== shown) location.reload(); });

// A form with [data-confirm] asks before it is sent.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
  if (event.defaultPrevented || !forms().includes(form)) return;
  event.preventDefault();
  if (form.closest(".pair")) decide(form, event.submitter);
  else send(form, event.submitter);
});

/* --- deciding: the requests of a row wait for one another, and its last answer is shown */

const queues = new Map(); // the id of a row: what it has still to send, the first on its way or refused
const running = new Set();
const later = new Map(); // the id of a row: as others left it, for when nobody writes in it
const newer = (fresh, row) => Number(fresh.dataset.seq) - Number(row.dataset.seq);
const told = (body) => new URLSearchParams(Array.from(body).filter(([name]) => name !== "csrfmiddlewaretoken")).toString();

function decide(form, submitter) {
  const row = form.closest(".pair");
  const queue = queues.get(row.id) ?? [];
  const one = { url: form.getAttribute("action"), body: held(form, submitter), typed: fields(form).map((field) => [field.id, field.value]) };
  if (!queue.length || told(queue.at(-1).body) !== told(one.body)) queue.push(one);
  queues.set(row.id, queue);
  run(row.id);
}

/** Sends what a row has to send, one after another; what fails stays in its queue, unless it never will be. */
async function run(id) {
  if (running.has(id)) return;
  running.add(id);
  const queue = queues.get(id);
  const row = () => document.getElementById(id);
  const saved = new Map();
  let fresh = null;
  let wrong = null;
  nearby(row())?.remove();
  row().setAttribute("aria-busy", "true");
  while (queue.length && !wrong) {
    const answer = await post(queue[0].url, queue[0].body, { "HX-Request": "true" });
    if (answer.headers?.get("HX-Refresh")) { queues.delete(id); location.reload(); return; }
    const page = new DOMParser().parseFromString(answer.body, "text/html");
    fresh = page.querySelector(".pair") ?? fresh;
    page.querySelectorAll("[data-count]").forEach(count);
    if (answer.status !== 200) { wrong = answer; break; }
    const done = queue.shift();
    for (const [field, text] of done.typed) saved.set(field, text);
    for (const next of queue) restate(next.body, done.body);
  }
  running.delete(id);
  row().removeAttribute("aria-busy");
  const kept = queue.flatMap((one) => one.typed);
  if (wrong && [400, 404, 409].includes(wrong.status)) queue.shift();
  if (!queue.length) queues.delete(id);
  if (fresh) put(fresh, saved, kept);
  if (wrong && wrong.status !== 409) tell(row(), "post", fault(wrong.status, wrong.body), queue.length ? () => run(id) : null);
  else if (queue.length) run(id); // somebody wrote meanwhile: the row says what
  settle(id);
}

/** What was just saved is what the next words of the same form were written upon. */
function restate(next, done) {
  for (const name of ["comment", "text"]) if (next.has(name) && done.has(name)) next.set("was", done.get(name));
}

/** A tab's count in place of its forerunner; of answers that overtook one another the latest stays. */
function count(fresh) {
  const here = document.getElementById(fresh.id);
  if (here && newer(fresh, here) >= 0) here.replaceWith(document.adoptNode(fresh));
}

/** A row in place of its forerunner: with the focus that this had, and what somebody is writing in its forms. */
function put(fresh, saved, kept) {
  const row = document.getElementById(fresh.id);
  if (!row || newer(fresh, row) < 0) return;
  const here = document.activeElement;
  const texts = fields(row).filter((field) => changed(field) && saved.get(field.id) !== field.value).map((field) => [field.id, field.value]);
  const caret = fields(row).includes(here) ? [here.id, here.selectionStart, here.selectionEnd] : null;
  const focused = row.contains(here);
  row.replaceWith(document.adoptNode(fresh));
  for (const [id, text] of [...kept, ...texts]) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = text;
    field.closest("details").open = true;
  }
  const field = caret && document.getElementById(caret[0]);
  if (field) { field.closest("details").open = true; field.focus(); field.setSelectionRange(caret[1], caret[2]); }
  else if (focused) fresh.focus();
}

/** What others decided does not replace a row that waits for its answer, or in which somebody is writing. */
const free = (row) => !queues.has(row.id) && !fields(row).some((field) => field === document.activeElement || changed(field));
function settle(id) {
  const fresh = later.get(id);
  const row = document.getElementById(id);
  if (!fresh || !row || !free(row)) return;
  later.delete(id);
  if (newer(fresh, row) > 0) put(fresh, new Map(), []);
}
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const fresh = event.detail.fragment.querySelector(".pair");
  event.detail.shouldSwap = false;
  if (!fresh) { count(event.detail.fragment.querySelector("[data-count]")); return; }
  later.set(fresh.id, fresh);
  settle(fresh.id);
});
document.addEventListener("focusout", (event) => { const row = event.target.closest?.(".pair"); if (row) setTimeout(() => settle(row.id)); });

/* --- what htmx asks for by itself: searching as one types, what is being worked on */

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => {
    const asks = detail.elt;
    if (!asks.isConnected) return;
    const again = asks.tagName === "FORM" ? () => htmx.trigger(asks, "submit") : null; // the others ask again by themselves
    tell(asks, "get", fault(detail.xhr.status, detail.xhr.responseText), again);
  });
}
document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (detail.shouldSwap) nearby(detail.requestConfig.elt)?.remove(); });

/* --- small things */

// Files dropped on a [data-drop] go into its file input.
function zones() {
  for (const zone of document.querySelectorAll("[data-drop]")) {
    const input = zone.querySelector("input[type=file]");
    const chosen = zone.querySelector("[data-chosen]");
    const list = () => { chosen.textContent = Array.from(input.files, (file) => file.name).slice(0, 12).join(", ") + (input.files.length > 12 ? ` … (${input.files.length})` : ""); };
    for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => { event.preventDefault(); input.files = event.dataTransfer.files; list(); });
    input.addEventListener("change", list);
  }
}
zones();

// Menus close with Escape and with a click elsewhere.
const menu = document.querySelector("details.me");
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); } });
document.addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });

// Deciding by keyboard: j and k move from row to row, a letter presses what bears it in `data-key`.
const rows = () => Array.from(document.querySelectorAll("[data-pairs] > .pair"));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !document.querySelector("[data-pairs]")) return;
  if (event.target.closest("input, textarea, select")) { if (event.key === "Escape") event.target.closest(".pair")?.focus(); return; }
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  if (event.key === "j" || event.key === "k") {
    const next = all[Math.min(all.length - 1, Math.max(0, here + (event.key === "j" ? 1 : -1)))];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
    event.preventDefault();
    return;
  }
  const button = here >= 0 && all[here].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (button.tagName === "SUMMARY") button.parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
});
