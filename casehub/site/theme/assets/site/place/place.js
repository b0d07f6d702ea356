/**
 * The reader's place: what they said of it, in this browser only, or in a link; and the profiles of all cases.
 * Answers are { country, level, functions: [], organisation_type, ..., population }; what was left open is absent.
 */

const KEY = "casehub-place";
const MOST_FUNCTIONS = 3;

/** Each language of the site has its own words; English stands at the top. */
const folder = () => {
  const language = document.documentElement.lang;
  return language === "en" ? "" : `${language}/`;
};

/** The files of a site, each fetched once; `base` is where the site starts. A failed fetch is tried again. */
export class Files {
  #kept = new Map();

  constructor(base) {
    this.base = base;
  }

  /** The definition of the comparison with countries, names and words. */
  definition() {
    return this.#fetched("place.json");
  }

  /**
   * What is known of the places of all cases, in the order of every list: `{ count, others, profiles }`. `context` is
   * the module that fills up answers with what follows from them.
   */
  async cases(context) {
    const [told, { countries }] = await Promise.all([this.#fetched("cases.json"), this.definition()]);
    told.profiles ||= Array.from({ length: told.count }, (_, number) => context.profileOf(answersAt(told, number), countries));
    return told;
  }

  /** The card of a case by its number. */
  async card(number) {
    const { share } = await this.#fetched("cases.json");
    return (await this.#fetched(`cards/${Math.floor(number / share)}.json`))[number % share];
  }

  #fetched(name) {
    if (!this.#kept.has(name)) {
      // The browser may keep them, but asks whether they still hold: they change with every case.
      const answer = fetch(`${this.base}assets/context/${folder()}${name}`, { cache: "no-cache" }).then((response) => {
        if (!response.ok) throw new Error(`${name}: ${response.status}`);
        return response.json();
      });
      this.#kept.set(name, answer);
      answer.catch(() => this.#kept.delete(name));
    }
    return this.#kept.get(name);
  }
}

const FIRST = 35;

function answersAt({ columns }, number) {
  const answers = {};
  for (const [field, column] of Object.entries(columns)) {
    if (field === "population") {
      if (column[number]) answers.population = column[number];
      continue;
    }
    const isList = field === "functions";
    column.characters ||= isList ? column.codes.split(" ") : [...column.codes];
    const values = [...column.characters[number]].filter((each) => each !== " ").map((each) => column.values[each.charCodeAt(0) - FIRST]);
    if (values.length) answers[field] = isList ? values : values[0];
  }
  return answers;
}

/** What the reader said of their place, as far as it is understood; null when nothing is kept. */
export function kept(definition) {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "null");
    if (!found || typeof found !== "object") return null;
    const entries = Object.entries(definition.parameters).flatMap(([field, name]) =>
      [found[field] ?? []].flat().map((value) => [name, String(value)]),
    );
    const { answers } = read(new URLSearchParams(entries), definition);
    return Object.keys(answers).length ? answers : null;
  } catch {
    return null;
  }
}

/** Whether anything is kept: asked before anything is fetched. */
export function isKept() {
  try {
    return Boolean(localStorage.getItem(KEY));
  } catch {
    return false;
  }
}

/** Keep answers in this browser; without any, forget them. Says whether the browser did. */
export function keep(answers) {
  try {
    if (Object.keys(answers).length) localStorage.setItem(KEY, JSON.stringify(answers));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** What a link says of a place, and what it says that nobody understands: `{ answers, ignored: [{ name, value, near }] }`. */
export function read(query, definition) {
  const answers = {};
  const ignored = [];
  const fields = new Map(Object.entries(definition.parameters).map(([field, name]) => [name, field]));
  for (const [name, raw] of query) {
    const value = raw.trim();
    const field = fields.get(name);
    if (!field) ignored.push({ name: name.slice(0, 60), value: "", near: "" });
    else if (!value) continue;
    else if (field === "population") {
      const number = Number(value);
      if (/^\d{1,11}$/.test(value) && number > 0 && !(field in answers)) answers[field] = number;
      else ignored.push({ name, value: value.slice(0, 60), near: "" });
    } else {
      const names = definition.names[field];
      const isKnown = Object.hasOwn(names, value);
      const before = answers[field];
      if (isKnown && field === "functions" && !before?.includes(value) && (before || []).length < MOST_FUNCTIONS) {
        answers[field] = [...(before || []), value];
      } else if (isKnown && field !== "functions" && before === undefined) answers[field] = value;
      else ignored.push({ name, value: value.slice(0, 60), near: isKnown ? "" : nearest(value, names) });
    }
  }
  return { answers, ignored };
}

/** A known value that differs from what was said only in case, or is its name. */
function nearest(value, names) {
  const same = (one) => one.toLowerCase() === value.toLowerCase();
  return Object.keys(names).find((id) => same(id) || same(names[id])) || "";
}

/** Answers as the query of a link: the same answers always have the same. */
export function query(answers, definition) {
  const told = new URLSearchParams();
  for (const [field, name] of Object.entries(definition.parameters)) {
    for (const value of [answers[field] ?? []].flat()) told.append(name, String(value));
  }
  return told.toString();
}

/** Answers as options of the command in a terminal. */
export function options(answers, definition) {
  const told = [];
  for (const [field, name] of Object.entries(definition.parameters)) {
    for (const value of [answers[field] ?? []].flat()) told.push(`--${name} ${value}`);
  }
  return told.join(" ");
}
