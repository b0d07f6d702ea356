/**
 * The page on which a reader describes their place. Answers are kept in this browser; those of a link are shown, and
 * kept only when the reader says so. All words come from the site's own file.
 */

const SHOWN = 10;
const PAUSE = 250;

const root = document.getElementById("ch-place");
const at = (id) => document.getElementById(id);
const load = (name) => import(new URL(root.dataset[name], document.baseURI).href);

let context, place, told, files, data, cases;
let answers = {};
let isLinked = false;
let shown = SHOWN;
let turn = 0;
let pause;

try {
  [context, place, told] = await Promise.all(["context", "place", "told"].map(load));
  files = new place.Files(new URL(root.dataset.base, document.baseURI).href);
  data = await files.definition();
  begin();
} catch (error) {
  at("ch-place-failed").hidden = false;
  throw error;
}

function begin() {
  const { answers: linked, ignored } = place.read(new URLSearchParams(location.search), data);
  const own = place.kept(data);
  isLinked = Object.keys(linked).length > 0;
  answers = isLinked ? linked : own || {};
  at("ch-place-linked").hidden = !isLinked;
  at("ch-place-mine").hidden = !own;
  at("ch-place-ignored").hidden = !ignored.length;
  at("ch-place-ignored").textContent = ignored.length ? told.fill(data.words.place_ignored, { list: ignored.map(left).join("; ") }) : "";
  write();
  const form = at("ch-place-form");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", changed);
  form.addEventListener("input", (event) => {
    clearTimeout(pause);
    if (event.target instanceof HTMLInputElement) pause = setTimeout(changed, PAUSE);
  });
  at("ch-place-keep").addEventListener("click", keep);
  at("ch-place-mine").addEventListener("click", () => leaveLink(place.kept(data) || {}));
  at("ch-place-forget").addEventListener("click", forget);
  at("ch-place-copy").addEventListener("click", copy);
  at("ch-place-more").addEventListener("click", more);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || isLinked) return;
    answers = place.kept(data) || {};
    write();
    show();
  });
  show();
}

/** What a link says that nobody understands, in words. */
function left({ name, value, near }) {
  const key = near ? "place_ignored_near" : value ? "place_ignored_value" : "place_ignored_name";
  return told.fill(data.words[key], { name, value, near });
}

// ---- the form, and what it says

function controls(field) {
  return [...at("ch-place-form").querySelectorAll(`[data-field="${field}"]`)];
}

/** Show the answers in the form. */
function write() {
  for (const field of Object.keys(data.parameters)) {
    const values = [answers[field] ?? []].flat();
    controls(field).forEach((control, number) => {
      control.value = values[number] ?? "";
    });
  }
  tidy();
}

/** Further functions are asked for once there is one, and a population that is no number is said to be none. */
function tidy(isWrong = false) {
  const fields = controls("functions");
  fields.forEach((control, number) => {
    if (number) control.closest(".ch-place__another").hidden = !control.value && !fields[number - 1].value;
  });
  const [population] = controls("population");
  population.setAttribute("aria-invalid", String(isWrong));
  at("ch-place-population-wrong").hidden = !isWrong;
}

function changed() {
  clearTimeout(pause);
  const entries = [];
  let isWrong = false;
  for (const [field, name] of Object.entries(data.parameters)) {
    for (const control of controls(field)) {
      let value = control.value.trim();
      if (field === "population") {
        value = value.replace(/[\s.,'\u2019\u202f]/g, "");
        isWrong = value !== "" && !(/^\d{1,11}$/.test(value) && Number(value) > 0);
        if (isWrong) value = "";
      }
      if (value) entries.push([name, value]);
    }
  }
  const before = place.query(answers, data);
  ({ answers } = place.read(new URLSearchParams(entries), data));
  tidy(isWrong);
  if (place.query(answers, data) === before) return;
  if (!isLinked) place.keep(answers);
  say("");
  shown = SHOWN;
  show();
}

function say(text) {
  at("ch-place-told").textContent = text;
  at("ch-place-link").hidden = true;
}

function keep() {
  place.keep(answers);
  leaveLink(answers);
  say(data.words.place_kept);
  at("ch-place-questions").scrollIntoView({ block: "start" });
  controls("country")[0].focus();
}

/** From the answers of a link to those of this browser; the address then says nothing of a place any more. */
function leaveLink(own) {
  isLinked = false;
  answers = own;
  history.replaceState(null, "", location.pathname);
  at("ch-place-linked").hidden = at("ch-place-ignored").hidden = true;
  write();
  show();
}

function forget() {
  place.keep({});
  shown = SHOWN;
  leaveLink({});
  say(data.words.place_forgotten);
}

async function copy() {
  const link = `${location.origin}${location.pathname}?${place.query(answers, data)}`;
  let isCopied = true;
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    isCopied = false;
  }
  say(isCopied ? data.words.place_copied : data.words.place_not_copied);
  at("ch-place-link").textContent = link;
  at("ch-place-link").hidden = false;
}

// ---- the closest cases

async function more() {
  const before = at("ch-places").children.length;
  shown += SHOWN;
  await show();
  at("ch-places").children[before]?.querySelector("a").focus();
}

async function show() {
  const mine = ++turn;
  const isDescribed = Object.keys(answers).length > 0;
  const { words } = data;
  at("ch-place-copy").disabled = at("ch-place-forget").disabled = !isDescribed;
  at("ch-place-command").textContent = `casehub context ${place.options(answers, data)}`.trim();
  at("ch-place-finder").hidden = !isDescribed || isLinked;
  const isStrange = answers.country && data.without_facts.includes(answers.country);
  at("ch-place-facts").hidden = !isStrange;
  if (isStrange) at("ch-place-facts").textContent = told.fill(words.context_no_facts, { country: data.names.country[answers.country] });
  if (!isDescribed) {
    at("ch-places").replaceChildren();
    at("ch-place-more").hidden = true;
    at("ch-place-count").textContent = words.place_results_none;
    root.dataset.ready = "yes";
    return;
  }
  try {
    cases = await files.cases(context);
    const ranked = rank(cases);
    const first = ranked.slice(0, shown);
    const cards = await Promise.all(first.map(({ number }) => files.card(number)));
    if (mine !== turn) return;
    at("ch-place-failed").hidden = true;
    at("ch-places").replaceChildren(...first.map((each, number) => item(each, cards[number])));
    const total = told.number(ranked.length);
    const key = !ranked.length ? "place_results_empty" : first.length < ranked.length ? "place_count" : "place_count_all";
    at("ch-place-count").textContent = told.fill(words[key], { count: first.length, total });
    at("ch-place-more").hidden = first.length >= ranked.length;
    root.dataset.ready = "yes";
  } catch (error) {
    if (mine !== turn) return;
    at("ch-place-failed").hidden = false;
    throw error;
  }
}

/** All cases from the closest on. Equal distances keep the order of every list: the newest first. */
function rank({ profiles }) {
  const here = context.profileOf(answers, data.countries);
  const found = profiles.map((there, number) => {
    const apart = context.distance(here, there, data.definition);
    return { number, told: apart, middle: Math.round(context.middle(apart.overall) * 1e12) };
  });
  return found.sort((one, other) => one.middle - other.middle || one.number - other.number);
}

function item(ranked, card) {
  const entry = document.createElement("li");
  entry.dataset.id = card.id;
  const heading = document.createElement("h3");
  const link = document.createElement("a");
  link.href = root.dataset.base + card.url;
  link.textContent = card.title;
  link.lang = card.language;
  heading.append(link);
  const line = document.createElement("p");
  line.className = "ch-places__line";
  if (card.verdict) {
    const badge = document.createElement("span");
    badge.className = `ch-badge ch-badge--verdict-${card.verdict}`;
    const shape = document.createElement("span");
    shape.className = "ch-badge__shape";
    shape.setAttribute("aria-hidden", "true");
    badge.append(shape, card.verdict_label);
    line.append(badge);
  }
  for (const text of [card.place, card.years, card.example ? data.words.place_example : ""]) {
    if (!text) continue;
    const part = document.createElement("span");
    part.textContent = text;
    line.append(part);
  }
  const found = told.lines(ranked.told, data, context);
  const groups = document.createElement("div");
  groups.className = "ch-places__groups";
  groups.append(told.group("alike", found.alike, data, 4), told.group("differs", found.differs, data, 4), unknown(found.unknown));
  entry.append(heading, line, told.closeLine(ranked.told, data, context), groups);
  return entry;
}

function unknown(found) {
  const box = document.createElement("details");
  box.className = "ch-lines ch-lines--unknown";
  box.dataset.kind = "unknown";
  const summary = document.createElement("summary");
  summary.textContent = told.fill(data.words.place_count_unknown, { count: found.length });
  const list = document.createElement("ul");
  for (const { field, text } of found) {
    const line = document.createElement("li");
    line.dataset.field = field;
    line.textContent = text;
    list.append(line);
  }
  box.append(summary, list);
  return box;
}
