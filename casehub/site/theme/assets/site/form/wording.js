/**
 * Says what does not fit in an official's words: the same code, sentence, remedy and did-you-mean as `casehub check`
 * (casehub/records/wording.py). The sentences come from the catalogue of findings.
 */

const MOST = 100;
const SIZES = {
  maxLength: "CH207", minLength: "CH208", minimum: "CH209", maximum: "CH209",
  minItems: "CH210", minProperties: "CH210", maxItems: "CH211", maxProperties: "CH211",
};
const EXPECTED = {
  array: "a list", object: "a group of fields", string: "text", number: "a number", integer: "a whole number", boolean: "true or false",
};

/** The faults of a value as drafts `{ code, path, words, suggestion, onKey }`, one for each slip of the pen. */
export function told(faults, data, vocabularies) {
  const key = (path) => JSON.stringify(path);
  const wrong = new Set(faults.filter(({ kind }) => kind === "type").map(({ path }) => key(path)));
  const drafts = faults
    .filter(({ kind, path }) => kind === "type" || !wrong.has(key(path)))
    .flatMap((fault) => draftsOf(fault, valueAt(data, fault.path), vocabularies))
    .slice(0, MOST);
  const meant = new Set(drafts.filter(({ code }) => code === "CH202").map(({ path, suggestion }) => key([...path.slice(0, -1), suggestion])));
  return drafts.filter(({ code, path, words }) => code !== "CH201" || !meant.has(key([...path, words.key])));
}

/** A draft as a finding, with the author's own words in the catalogue's sentence. */
export function said({ code, path, words = {}, suggestion = "", onKey = false }, catalogue) {
  const { message, remedy, severity, by_status: byStatus } = catalogue[code];
  const put = (sentence) => sentence.replace(/\{(\w+)\}/g, (_, name) => shortened(String(words[name])));
  const missing = code === "CH201" ? words.key : undefined;
  return { code, path, onKey, missing, message: put(message), remedy: put(remedy), suggestion: shortened(suggestion), severity, byStatus };
}

/** One line of at most 240 characters, with control characters left out. */
export function shortened(text, limit = 240) {
  const line = [...text].slice(0, limit + 1).map((each) => (/[^\P{C}]|[\p{Zl}\p{Zp}\p{Zs}]/u.test(each) ? " " : each));
  return line.length <= limit ? line.join("") : `${line.slice(0, limit - 1).join("")}…`;
}

function draftsOf(fault, value, vocabularies) {
  const { kind, path, schema } = fault;
  const words = { key: keyOf(path), value: inWords(value), form: schema["x-form"] ?? "it" };
  const draft = (code, more = {}, suggestion = "", at = path, onKey = false) => [{ code, path: at, words: { ...words, ...more }, suggestion, onKey }];
  if (kind === "required" || kind === "dependentRequired") {
    const wanted = schema.properties?.[fault.missing] || {};
    const ask = wanted["x-ask"] || wanted.description || wanted.title || fault.missing;
    return draft("CH201", { key: fault.missing, where: where(path, schema), ask }, "", path, true);
  }
  if (kind === "additionalProperties") {
    const known = Object.keys(schema.properties || {});
    return fault.unexpected.flatMap((each) =>
      draft("CH202", { key: each, where: where(path, schema), known: known.join(", ") }, closest(each, known), [...path, each], true),
    );
  }
  if (kind === "propertyNames") return notATerm(schema, vocabularies, [...path, fault.name], { ...words, value: fault.name }, fault.name, true);
  if (schema["x-vocabulary"] && isScalar(value)) return notATerm(schema, vocabularies, path, words, value, false);
  if (kind === "type") {
    const expected = schema.type ?? "";
    return draft("CH203", { expected: EXPECTED[expected] ?? expected, found: found(value), remedy: remedy(expected, value) });
  }
  if (kind === "enum") {
    const options = fault.options.map(String);
    return draft("CH204", { choices: `one of: ${options.join(", ")}` }, closest(inPython(value), options));
  }
  if (kind === "const") {
    const [wanted, is] = [inWords(fault.expected), inWords(value)];
    return draft("CH203", {
      expected: `“${wanted}”`,
      found: is === wanted ? found(value) : `“${is}”`,
      remedy: `Write ${path.at(-1)}: ${wanted}, as the template has it.`,
    });
  }
  if (kind === "format") return draft(["date", "partial-date", "moment"].includes(fault.format) ? "CH206" : "CH213");
  if (kind === "anyOf" && schema["x-message"]) return draft("CH214", { message: schema["x-message"] }, "", path, true);
  if (kind === "uniqueItems") {
    const repeated = value.findIndex((each, at) => value.slice(0, at).some((other) => JSON.stringify(other) === JSON.stringify(each)));
    return draft("CH212", {}, "", [...path, repeated]);
  }
  if (kind in SIZES) return draft(SIZES[kind], size(kind, fault.limit, value));
  return draft(kind === "pattern" ? "CH205" : "CH216");
}

function notATerm(schema, vocabularies, path, words, value, onKey) {
  const several = [schema["x-vocabulary"]].flat().map((name) => vocabularies[name]);
  const meant = { true: "yes", false: "no" }[value] ?? String(value);
  const suggestion = several.map((each) => each.suggestion(typeof value === "boolean" ? meant : String(value))).find(Boolean) || "";
  const choices = several.map((each) => (each.isCoded ? each.choices() : `one of: ${each.choices()}`)).join("; or ");
  return [{ code: "CH204", path, words: { ...words, choices }, suggestion, onKey }];
}

function size(kind, limit, value) {
  if (kind.endsWith("Length")) return { limit, length: [...value].length };
  if (kind.endsWith("Items")) return { limit, length: value.length };
  if (kind.endsWith("Properties")) return { limit, length: Object.keys(value).length };
  return { limit, bound: `at ${kind === "minimum" ? "least" : "most"} ${limit}` };
}

function remedy(expected, value) {
  if (value === null || value === undefined) return "Write it behind the colon, or delete the line.";
  if (expected === "array") return "Put it in square brackets, or on a line of its own after a dash.";
  if (expected === "boolean") return "Write true or false.";
  if (expected === "number" || expected === "integer") {
    return "Write digits only, without a unit, a currency sign or separators; the unit has a field of its own.";
  }
  if (expected === "object") return "Write its fields below it, each indented by two spaces.";
  if (!isScalar(value)) return "Give one value, without brackets, dashes or fields below it.";
  return "Put it in double quotes.";
}

const isScalar = (value) => value !== null && value !== undefined && typeof value !== "object";
const inPython = (value) => (value === true ? "True" : value === false ? "False" : (value ?? null) === null ? "None" : String(value));

function found(value) {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  return { boolean: "true or false", string: "text", number: "a number" }[typeof value] ?? "a group of fields";
}

function inWords(value) {
  if (value === null || value === undefined) return "nothing";
  return typeof value === "object" ? found(value) : String(value);
}

/** The last name on the way, with the position in a list counted from 1: `outcomes, item 2, unit`. */
export function keyOf(path) {
  return path.length ? path.map((step) => (typeof step === "number" ? `item ${step + 1}` : step)).join(", ") : "the file";
}

function where(path, schema) {
  if (!path.length) return "";
  return typeof path.at(-1) === "number" ? ` in this ${schema.title ?? "item"}` : ` in “${keyOf(path)}”`;
}

export function valueAt(data, path) {
  return path.reduce((value, step) => (value === null || value === undefined ? undefined : value[step]), data);
}

// ---- what was probably meant: Python's difflib, so that both sides mean the same

const CUTOFF = 0.72;

/** The known word nearest to a mistyped one, or an empty text when none is near. */
export function closest(word, known) {
  const wanted = [...word].slice(0, 80).join("").toLowerCase();
  const candidates = new Map();
  for (const each of known) candidates.set(each.toLowerCase(), each);
  if (candidates.has(wanted)) return candidates.get(wanted);
  let best = "";
  let score = 0;
  const letters = [...wanted];
  for (const each of candidates.keys()) {
    const others = [...each];
    const all = letters.length + others.length;
    if ((2 * Math.min(letters.length, others.length)) / all < CUTOFF) continue;
    const ratio = all ? (2 * matches(others, letters)) / all : 1;
    if (ratio >= CUTOFF && (ratio > score || (ratio === score && each > best))) [best, score] = [each, ratio];
  }
  return candidates.get(best) ?? "";
}

/** How many characters stand in both texts in the same order, by the longest common parts (Ratcliff and Obershelp). */
function matches(one, other, from = 0, to = one.length, start = 0, end = other.length) {
  let [at, where, longest] = [from, start, 0];
  let before = new Map();
  for (let first = from; first < to; first++) {
    const now = new Map();
    for (let second = start; second < end; second++) {
      if (one[first] !== other[second]) continue;
      const length = (before.get(second - 1) || 0) + 1;
      now.set(second, length);
      if (length > longest) [at, where, longest] = [first - length + 1, second - length + 1, length];
    }
    before = now;
  }
  if (!longest) return 0;
  return longest + matches(one, other, from, at, start, where) + matches(one, other, at + longest, to, where + longest, end);
}
