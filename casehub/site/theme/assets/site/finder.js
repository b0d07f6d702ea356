/**
 * The finder: search, narrow, sort, compare and export case studies in the reader's browser.
 * The page is a complete list before this runs and when it cannot run. All words come from the page's data; the
 * address says the whole state, so that back, forward and shared links work.
 */

const PER_PAGE = 10;
const PAUSE = 180;
const SETTLED = 900;
const QUIET = 700;

const root = document.getElementById("ch-finder");
const data = JSON.parse(document.getElementById("ch-finder-data").textContent);
const at = (id) => document.getElementById(id);
const language = document.documentElement.lang || "en";
const number = (value) => Number(value).toLocaleString(language);
const plurals = new Intl.PluralRules(language);
/** The form of a word for a number by the rules of the language (CLDR): one, many, or a further one of its own. */
const formOf = (count) => (plurals.select(count) === "other" ? "many" : plurals.select(count));

/** Words of the interface; `count` decides between one and many, or the further forms that a language has. */
function say(key, values = {}) {
  const form = formOf(values.count ?? 2);
  const text = data.words[`find_${key}_${form}`] ?? data.words[`find_${key}_many`] ?? data.words[`find_${key}`];
  return text.replace(/\{(\w+)\}/g, (_, name) => (name === "count" ? number(values.count) : String(values[name] ?? "")));
}

const load = (name) => import(new URL(root.dataset[name], document.baseURI).href);
let search, states, asking, facets, results, notes, trays, closeness;
try {
  [search, states, asking, facets, results, notes, trays, closeness] = await Promise.all(
    ["search", "state", "asking", "facets", "results", "notes", "tray", "closest"].map(load),
  );
} catch (error) {
  document.documentElement.classList.add("no-js");
  document.documentElement.classList.remove("is-finding");
  throw error;
}

// Nothing of the index is fetched before a reader begins to ask: the page itself says what a first look needs.
let opening;
const opened = () => (opening ||= search.open(new URL(root.dataset.index, document.baseURI)));
const closest = new closeness.Closest({ load, base: root.dataset.base, say });
const asked = new asking.Asking(opened, PER_PAGE, states.asked, () => closest.order());
const views = new Map();
let state = states.nothing();
let ignored = [];
let found = null;
let turn = 0;
let isTypingSession = false;
let shownKey = "";
let pause, settle, telling;

const noun = (count, of = state) => {
  if (of.everything) return say("noun", { count });
  return formOf(count) === "one" ? data.noun_one : data.noun_many;
};
const isPanelShown = () => at("ch-filters").getClientRects().length > 0;
const base = root.dataset.base;

const tray = new trays.Tray({ say, chip: results.chip, base, changed: tick });

/** Tick the boxes of the cases that are in a tray. */
function tick({ cases }) {
  const chosen = new Set(cases.map(({ id }) => id));
  for (const box of root.querySelectorAll("#ch-results [data-compare]")) {
    box.checked = chosen.has(box.closest("li").dataset.id);
  }
}

// ---- from the address, and to it

function readAddress() {
  ({ state, ignored } = states.readState(location.search, data.facets));
  if (state.facets.type) state.everything = true;
  if (state.sort === "closest" && !closest.isPlaced()) {
    state.sort = "";
    ignored = [...ignored, { isPlace: true }];
  }
  isTypingSession = false;
  showState();
  for (const [name, view] of views) if (state.facets[name]) view.element.open = true;
}

function showState() {
  if (at("ch-finder-q").value.trim() !== state.q) at("ch-finder-q").value = state.q;
  at("ch-all").checked = state.everything;
  const sort = at("ch-sort");
  const relevance = sort.querySelector("[value=relevance]");
  relevance.hidden = relevance.disabled = !state.q.trim();
  closest.offer(state.sort === "closest");
  sort.value = states.sortOf(state);
  for (const [name, view] of views) view.mark((state.facets[name] || []).length);
  if (views.has("type")) views.get("type").element.hidden = !state.everything;
  const chosen = states.countChosen(state);
  at("ch-filters-toggle").textContent = chosen ? say("filters_used", { count: chosen }) : say("filters");
}

const addressOf = (wanted) => location.pathname + states.writeState(wanted, data.facets);

/** Go to another state: a step that "back" undoes. */
function commit(next, options) {
  state = next;
  ignored = [];
  isTypingSession = false;
  clearTimeout(pause);
  clearTimeout(settle);
  const address = addressOf(state);
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
  showState();
  return update(options);
}

// ---- asking the index

async function update({ typing = false, focus = false } = {}) {
  const mine = ++turn;
  at("ch-results").setAttribute("aria-busy", "true");
  const show = isPanelShown() ? [...views.values()].filter((view) => view.isOpen && !view.element.hidden).map((view) => view.facet.name) : [];
  let answer = await asked.look(state, { typing, show });
  if (mine !== turn || !answer) return;
  if (answer.pages && state.page > answer.pages) {
    ignored = [...ignored, { isPage: true, page: state.page }];
    state = { ...state, page: answer.pages };
    history.replaceState(null, "", addressOf(state));
    answer = await asked.look(state, { typing, show });
    if (mine !== turn || !answer) return;
  }
  if (answer.ignored.length) leaveOut(answer.ignored);
  const used = new Map(await Promise.all(show.map(async (name) => [name, await asked.used(name, state.everything)])));
  if (mine !== turn) return;
  found = answer;
  await render(used);
  if (mine !== turn) return;
  document.documentElement.classList.remove("is-finding");
  at("ch-results").removeAttribute("aria-busy");
  if (focus) {
    at("ch-found").focus();
    at("ch-found").scrollIntoView({ block: "start" });
  }
}

/** Values that the index does not have are said and forgotten. */
function leaveOut(unknown) {
  for (const { facet, value } of unknown) {
    const told = data.facets.find(({ name }) => name === facet);
    ignored = [...ignored, { name: told ? told.title : facet, value }];
    const left = (state.facets[facet] || []).filter((each) => each !== value);
    state = states.without(state, facet);
    if (left.length) state.facets[facet] = left;
  }
  showState();
}

// ---- showing the answer

async function render(used) {
  const isMissing = found.problem && !found.total && !found.words.length && !Object.keys(found.counts).length;
  at("ch-notes").replaceChildren(...renderNotes(isMissing));
  if (isMissing) return;
  const title = say("count", { count: found.total, noun: noun(found.total) });
  at("ch-found").textContent = title;
  at("ch-filters-done").textContent = say("show", { count: found.total, noun: noun(found.total) });
  for (const [name, view] of views) {
    if (found.counts[name] && used.get(name)) view.update(found.counts[name], used.get(name));
  }
  renderResults();
  renderEmpty();
  await renderChips();
  const isWide = found.words.length > 1 && found.total && found.all !== found.total;
  tell(title + (isWide ? `. ${say("all_words", { count: found.all })}` : ""));
}

function renderNotes(isMissing) {
  const said = notes.notes({
    ...{ found, state, say, missing: isMissing, ignored: ignored.filter((each) => !each.isPage && !each.isPlace) },
    exactly: (exact) => commit({ ...state, exact, page: 1 }, { focus: true }),
    retry: () => update({ focus: true }),
  });
  for (const { page } of ignored.filter((each) => each.isPage)) {
    const sentence = document.createElement("p");
    sentence.textContent = say("no_page", { page: number(page) });
    said.push(sentence);
  }
  if (ignored.some((each) => each.isPlace)) said.push(notes.describe(say, root.dataset.home));
  return said;
}

function renderResults() {
  const isClosest = state.sort === "closest";
  const key = JSON.stringify([state.everything, isClosest, found.cards.map((card) => card.url)]);
  const list = at("ch-results");
  if (key !== shownKey) {
    const cards = found.cards.filter((card) => card.url !== undefined);
    const standing = [...list.children].slice(0, PER_PAGE).map((item) => item.dataset.id);
    if (!shownKey && !state.everything && !isClosest && String(standing) === String(cards.map(results.idOf))) {
      [...list.children].slice(PER_PAGE).forEach((item) => item.remove());
    } else {
      const template = at("ch-result");
      list.replaceChildren(
        ...cards.map((card) => results.result(card, { template, base, say, isEverything: state.everything })),
      );
    }
    shownKey = key;
    if (isClosest) showCloseness(cards);
  }
  list.start = (state.page - 1) * PER_PAGE + 1;
  root.querySelector("[data-plain]")?.remove();
  tick(tray);
  showPages(found.pages);
  root.querySelector(".ch-finder__export").hidden = !found.total;
}

/** Each result says how close its place is to the reader's. */
async function showCloseness(cards) {
  const mine = turn;
  const lines = await Promise.all(cards.map(({ id }) => closest.lineOf(id)));
  if (mine !== turn) return;
  if (cards.length && lines.every((line) => !line)) at("ch-notes").append(notes.sentence(say("place_failed")));
  lines.forEach((line, number) => line && at("ch-results").children[number]?.querySelector(".ch-result__line")?.after(line));
}

function showPages(pages) {
  const links = { say, title: data.words.find_pages, address: (page) => addressOf({ ...state, page }) };
  const go = (page) => commit({ ...state, page }, { focus: true });
  at("ch-paging").replaceChildren(...(pages > 1 ? [results.paging(state.page, pages, { ...links, go })] : []));
}

async function renderChips() {
  const mine = turn;
  const names = Object.keys(state.facets);
  const columns = await Promise.all(names.map((name) => asked.facet(name)));
  if (mine !== turn) return;
  const chips = [];
  const remove = (next) => (button) => {
    const place = [...at("ch-chips").querySelectorAll("button")].indexOf(button);
    commit(next).then(() => {
      const left = at("ch-chips").querySelectorAll("li button");
      (left[Math.min(place, left.length - 1)] || at("ch-found")).focus();
    });
  };
  const add = (text, next) => chips.push(results.chip(text, say("remove"), remove(next)));
  if (state.q.trim()) add(`${say("words")}: “${state.q.trim()}”`, { ...state, q: "", exact: false, page: 1 });
  data.facets.forEach(({ name, title }) => {
    const labels = new Map(columns[names.indexOf(name)]?.values || []);
    for (const value of state.facets[name] || []) {
      add(`${title}: ${labels.get(value) || value}`, states.toggled(state, name, value));
    }
  });
  if (!chips.length) return at("ch-chips").replaceChildren();
  const list = document.createElement("ul");
  list.className = "ch-chips";
  list.setAttribute("aria-label", say("in_use"));
  list.append(...chips);
  const all = document.createElement("button");
  all.type = "button";
  all.className = "ch-link";
  all.textContent = say("remove_all");
  all.addEventListener("click", () => commit(cleared(), { focus: true }));
  at("ch-chips").replaceChildren(list, all);
}

const cleared = () => ({ ...states.nothing(), everything: state.everything, sort: state.sort });

async function renderEmpty() {
  const mine = turn;
  if (found.total || found.problem) return at("ch-empty").replaceChildren();
  const names = data.facets.filter(({ name }) => state.facets[name]);
  const columns = await Promise.all(names.map(({ name }) => asked.facet(name)));
  const ways = names.map(({ name, title }, i) => {
    const labels = new Map(columns[i]?.values || []);
    const values = state.facets[name].map((value) => labels.get(value) || value).join(say("or"));
    return { text: say("without", { what: say("filter", { title, values }) }), state: states.without(state, name) };
  });
  const words = state.q.trim();
  if (words && ways.length) {
    const rest = { ...state, q: "", exact: false, page: 1 };
    ways.push({ text: say("without", { what: say("the_words", { words }) }), state: rest });
  }
  if (!state.everything) ways.push({ text: say("look_everywhere"), state: { ...state, everything: true, page: 1 } });
  const count = async (wanted) => (mine === turn ? ((await asked.look(wanted, { page: 1, perPage: 0 }))?.total ?? null) : null);
  const helping = await notes.helpful(ways, count);
  if (mine !== turn || !helping) return;
  const isAsked = words || names.length;
  const box = notes.empty(helping, {
    title: isAsked ? say("none", { noun: noun(1) }) : say("none_at_all"),
    drop: say("drop"),
    gives: (way) => say("gives", { count: way.total, noun: noun(way.total, way.state) }),
    again: isAsked ? say("start_again") : "",
    follow: (next) => commit(next, { focus: true }),
    startAgain: () => commit(cleared(), { focus: true }),
  });
  at("ch-empty").replaceChildren(box);
}

/** What a screen reader says, once somebody has stopped typing. */
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => {
    if (at("ch-told").textContent !== text) at("ch-told").textContent = text;
  }, QUIET);
}

/** The list that the page came with: its first results stay where they are. */
function begin() {
  for (const view of views.values()) view.adopt();
  [...at("ch-results").children].slice(PER_PAGE).forEach((item) => item.remove());
  showPages(Math.ceil(data.total / PER_PAGE));
  root.querySelector(".ch-finder__export").hidden = !data.total;
  at("ch-filters-done").textContent = say("show", { count: data.total, noun: noun(data.total) });
}

// ---- what readers do

function typed() {
  clearTimeout(pause);
  clearTimeout(settle);
  asked.prefetch(at("ch-finder-q").value);
  pause = setTimeout(() => {
    const q = at("ch-finder-q").value.slice(0, 200);
    if (q.trim() === state.q.trim()) return;
    state = { ...state, q: q.trim(), exact: false, page: 1 };
    ignored = [];
    // One step back undoes what was typed in one go.
    history[isTypingSession ? "replaceState" : "pushState"](null, "", addressOf(state));
    isTypingSession = true;
    showState();
    update({ typing: true });
    settle = setTimeout(() => update(), SETTLED);
  }, PAUSE);
}

function submitted(event) {
  event?.preventDefault();
  const q = at("ch-finder-q").value.trim();
  commit(q === state.q ? state : { ...state, q, exact: false, page: 1 });
}

async function exported(kind) {
  const told = at("ch-export-told");
  if (told.dataset.busy) return;
  told.dataset.busy = "yes";
  const exports = await load("export").catch(() => null);
  if (!found) await update();
  told.textContent = found ? say("saving", { count: found.total }) : "";
  const cards = exports && found && (await exports.allCards(await opened(), found.ids));
  delete told.dataset.busy;
  if (!cards) {
    told.textContent = say("not_saved");
    return;
  }
  const rows = cards.map((card) => exports.row(card, new URL(base, document.baseURI)));
  if (kind === "csv") exports.save("case-studies.csv", "text/csv;charset=utf-8", exports.asCsv(rows));
  else exports.save("case-studies.json", "application/json", exports.asJson(rows, new URL(addressOf(state), location.href).href));
  told.textContent = say("saved", { count: rows.length });
}

function openPanel(isOpen) {
  at("ch-filters-toggle").setAttribute("aria-expanded", String(isOpen));
  at("ch-filters").classList.toggle("is-open", isOpen);
  if (isOpen && found) update();
  else if (isOpen) warm();
}

/** Fetch what a first tick will want, as soon as somebody turns to the filters. */
function warm() {
  for (const view of views.values()) if (view.isOpen && !view.element.hidden) asked.facet(view.facet.name);
}

for (const element of root.querySelectorAll("[data-facet]")) {
  const facet = data.facets.find(({ name }) => name === element.dataset.facet);
  const choose = (name, id) => commit(states.toggled(state, name, id));
  const view = new facets.FacetView(element, facet, { say, number, choose, need: update, shown: data.shown, long: data.long });
  views.set(facet.name, view);
  element.addEventListener("toggle", () => {
    if (element.open && !element.hidden && !(found ? found.counts[facet.name] : view.values.length)) update();
  });
}

root.querySelector(".ch-finder__form").addEventListener("submit", submitted);
at("ch-finder-q").addEventListener("input", typed);
at("ch-finder-q").addEventListener("change", () => {
  clearTimeout(pause);
  if (at("ch-finder-q").value.trim() !== state.q) submitted();
  isTypingSession = false;
});
at("ch-all").addEventListener("change", (event) => {
  commit({ ...states.without(state, "type"), everything: event.target.checked });
});
at("ch-sort").addEventListener("change", (event) => commit({ ...state, sort: event.target.value, page: 1 }));
at("ch-filters-toggle").addEventListener("click", () => {
  openPanel(at("ch-filters-toggle").getAttribute("aria-expanded") !== "true");
});
at("ch-filters-done").addEventListener("click", () => {
  openPanel(false);
  at("ch-found").focus();
  at("ch-found").scrollIntoView({ block: "start" });
});
at("ch-filters").addEventListener("pointerenter", warm, { once: true });
at("ch-filters").addEventListener("focusin", warm, { once: true });
at("ch-finder-q").addEventListener("focus", opened, { once: true });
at("ch-filters").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && at("ch-filters-toggle").getAttribute("aria-expanded") === "true") {
    openPanel(false);
    at("ch-filters-toggle").focus();
  }
});
at("ch-results").addEventListener("change", (event) => {
  if (!event.target.matches("[data-compare]")) return;
  const item = event.target.closest("li");
  if (!tray.toggle(item.dataset.id, item.querySelector("a").textContent)) event.target.checked = false;
});
for (const button of root.querySelectorAll("[data-export]")) {
  button.addEventListener("click", () => exported(button.dataset.export));
}
window.addEventListener("popstate", () => {
  readAddress();
  update();
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  closest.forget();
  shownKey = " ";
  readAddress();
  if (state.sort === "closest") update();
});

readAddress();
if (states.writeState(state, data.facets) || ignored.length) await update();
else begin();
root.dataset.ready = "yes";
