/**
 * The form at contribute/new/: a start with the drafts of this browser, then the questions of one record, then its end.
 * Words, schemas and sentences come from the site's own file; what is typed stays in this browser.
 */

const root = document.getElementById("ch-form");
const at = (id) => document.getElementById(id);
const MODULES = ["dom", "schema", "wording", "records", "text", "across", "drafts", "fields", "groups", "progress", "writer", "ends", "story", "answers", "work", "finish"];
const base = new URL(root.dataset.base, document.baseURI).href;

async function fetched(name) {
  const answer = await fetch(`${base}assets/form/${name}`, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer.json();
}

let m, data, hub, vocabularies, types, store, current;
const load = (name) => import(new URL(root.dataset[name], document.baseURI).href);

try {
  const [modules, form, names] = await Promise.all([Promise.all(MODULES.map(load)), fetched("form.json"), fetched("hub.json")]);
  m = Object.fromEntries(MODULES.map((name, number) => [name, modules[number]]));
  [data, hub] = [form, names];
  begin();
} catch (error) {
  at("ch-form-failed").hidden = false;
  throw error;
}

/** Words of the interface. */
function say(key, values = {}) {
  const form = values.count === 1 ? "one" : "many";
  const text = data.words[`form_${key}_${form}`] ?? data.words[`form_${key}`] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

function tell(text) {
  at("ch-form-told").textContent = text;
}

function begin() {
  const checks = { schema: m.schema, wording: m.wording };
  vocabularies = Object.fromEntries(
    Object.entries(data.vocabularies).map(([id, each]) => [id, new (id === "region" ? m.records.Regions : m.records.Vocabulary)(each, checks)]),
  );
  types = Object.fromEntries(Object.entries(data.types).map(([name, schema]) => [name, new m.records.RecordType(schema, vocabularies, data.catalogue, checks)]));
  for (const type of Object.values(types)) {
    const strange = [...m.schema.strange(type.schema)];
    if (strange.length) throw new Error(`The form cannot check: ${strange.join(", ")}`);
  }
  let storage = null;
  try {
    storage = window.localStorage;
  } catch {
    // A browser may forbid it; the form then says that nothing is kept.
  }
  store = new m.drafts.Store(storage);
  showDrafts();
  for (const button of at("ch-form-start").querySelectorAll("[data-kind]")) {
    button.addEventListener("click", () => open(store.begin(button.dataset.kind, data.digest, new Date())));
  }
  window.addEventListener("pagehide", () => current?.keep());
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && current?.keep());
  window.addEventListener("popstate", arrive);
  arrive();
}

/** The address says which draft is open and which question is shown, so that reloading and going back work. */
function arrive() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const draft = asked.get("draft") && store.open(asked.get("draft"));
  if (current && asked.get("draft") === current.draft.key) return current.show(asked.get("at") ?? "", { isBack: true });
  if (draft && types[draft.kind]) return open(draft, asked.get("at") ?? "");
  const kind = new URLSearchParams(location.search).get("type");
  if (!current && types[kind] && data.kinds.includes(kind)) return open(store.begin(kind, data.digest, new Date()));
  return back();
}

function back() {
  current?.keep();
  current = null;
  at("ch-form-work").replaceChildren();
  root.classList.remove("is-working");
  at("ch-form-work").hidden = true;
  at("ch-form-start").hidden = false;
  showDrafts();
  root.dataset.ready = "yes";
}

function showDrafts() {
  const { element } = m.dom;
  const drafts = store.all().filter(({ kind }) => types[kind]);
  at("ch-form-drafts").hidden = !drafts.length;
  at("ch-form-drafts-list").replaceChildren(...drafts.map((draft) => {
    const title = draft.data.title || say("untitled");
    const saved = new Date(draft.saved).toLocaleString(document.documentElement.lang || "en", { dateStyle: "medium", timeStyle: "short" });
    const entry = element(
      "li",
      { class: "ch-form__draft" },
      element("p", {}, element("strong", { text: String(title) }), element("span", { class: "ch-quiet", text: ` ${types[draft.kind].schema.title}, ${say("saved_on", { when: saved })}` })),
      element("p", { class: "ch-form__tools" },
        element("button", { class: "ch-button", type: "button", text: say("go_on"), "aria-label": say("go_on_of", { title }), on: { click: () => open(draft) } }),
        element("button", { class: "ch-form__small", type: "button", text: say("delete"), "aria-label": say("delete_of", { title }), on: { click: (event) => sure(event.target, entry, draft, title) } }),
      ),
    );
    return entry;
  }));
}

/** Deleting a draft is asked for twice: it cannot be brought back. */
function sure(button, entry, draft, title) {
  if (button.dataset.asked) {
    store.delete(draft.key);
    showDrafts();
    tell(say("deleted", { title }));
    (at("ch-form-drafts-list").querySelector("button") || at("ch-form-start").querySelector("[data-kind]")).focus();
    return;
  }
  button.dataset.asked = "yes";
  button.textContent = say("delete_sure");
  button.setAttribute("aria-label", say("delete_sure_of", { title }));
}

function open(draft, where = "") {
  const isOlder = draft.digest !== data.digest;
  const [state, type] = [new m.drafts.State(draft), types[draft.kind]];
  current = new (m.work.workOf(m))({
    m, data, hub, types, vocabularies, draft, state, type, say, tell, base, root, load, watcher,
    regions, others, taken, similar,
    holder: at("ch-form-work"),
    save: () => kept(draft),
    leave: () => {
      history.pushState(null, "", location.pathname);
      back();
      at("ch-form-title").focus();
    },
    isOlder: isOlder && m.drafts.isBegun(draft),
  });
  at("ch-form-start").hidden = true;
  at("ch-form-work").hidden = false;
  root.classList.add("is-working");
  current.begin(where);
  root.dataset.ready = "yes";
}

/** Save a draft and say when that cannot be done; the text on the page stays as it is. */
function kept(draft) {
  if (!m.drafts.isBegun(draft)) return "";
  draft.saved = new Date().toISOString();
  const problem = store.save(draft);
  const notice = at("ch-form-unsaved");
  notice.hidden = !problem;
  if (problem) notice.textContent = say(`save_${problem}`);
  return problem ? "" : say("saved", { when: new Date().toLocaleTimeString(document.documentElement.lang || "en", { timeStyle: "short" }) });
}

// ---- what the site knows beside the form

/** The parts of a country as terms. */
async function regions(country) {
  const letter = country[0];
  const known = vocabularies.region;
  if (!known.known.has(letter) && hub.regions.includes(letter)) known.add(letter, await fetched(`regions/${letter}.json`));
  return known.terms.filter(([id]) => id.startsWith(`${country}-`)).sort(([, one], [, other]) => one.localeCompare(other));
}

let named;

/** What terms are also called: fetched when somebody begins to look for one. */
function others() {
  named ||= fetched("names.json").then((all) => Object.entries(all).forEach(([id, names]) => (vocabularies[id].names = names)));
  return named.catch(() => (named = null));
}

let watching;

/** What finds sensitive words, fetched when somebody comes near to handing in; null where the hub has no list of them. */
function watcher() {
  if (!root.dataset.sensitive) return Promise.resolve(null);
  watching ||= Promise.all([load("sensitive"), fetched("sensitive.json")]).then(([{ found }, words]) => ({ found: (text) => found(text, words), labels: words.labels }));
  watching.catch(() => (watching = null));
  return watching;
}

const shelves = new Map();

/** The record of a kind that has an id already, as `[title, address]`, empty for one without a page; or nothing. */
async function taken(kind, id) {
  const letter = id[0];
  if (!hub.taken[kind]?.includes(letter)) return null;
  const name = `taken/${kind}/${letter}.json`;
  if (!shelves.has(name)) shelves.set(name, fetched(name).catch(() => (shelves.delete(name), {})));
  return (await shelves.get(name))[id] ?? null;
}

const stems = (text) => new Set((text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) || []).map((word) => word.slice(0, 6)));

/** Records whose titles share most of their words with one, from the site's own search. */
async function similar(kind, title) {
  const wanted = stems(title);
  if (wanted.size < 2) return [];
  try {
    const search = await load("search");
    const index = await search.open(`${base}assets/search/en/`);
    const { cards } = await index.search({ text: title, perPage: 5 });
    return cards.filter((card) => {
      const words = stems(card.title);
      const both = [...words].filter((word) => wanted.has(word)).length;
      return both >= 2 && both / Math.min(words.size, wanted.size) >= 0.6 && card.url.startsWith(`${types[kind].folder}/`);
    });
  } catch {
    return []; // Without the index nothing is said; the check in the hub compares again.
  }
}
