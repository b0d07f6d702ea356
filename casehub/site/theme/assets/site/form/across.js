/**
 * What holds across the fields of a record, or between it and the names of others: so much of the rules
 * (casehub/rules/) as the form can know. Each gives drafts for wording.js.
 */

const SOURCED = [["outcomes", "*", "source"], ["follow_ups", "*", "source"], ["cost", "source"], ["benefit_cost", "source"]];
const ORDERED = [["started", "ended"], ["submitted", "published"], ["published", "review_due"]];
const PAST = [["submitted"], ["published"], ["sources", "*", "accessed"], ["sources", "*", "published"], ["follow_ups", "*", "date"], ["notified", "*", "date"]];
const NUMBERS = ["baseline", "result", "target"];

/** The codes that this module can say. */
export const CODES = ["CH301", "CH310", "CH311", "CH312", "CH313", "CH314", "CH316", "CH320", "CH321"];

/**
 * Drafts about a record's fields. `citations` are those of its text; `types` gives the title, folder and ending of
 * each kind of record; `named(type)` gives the ids of records that exist, or null where they are not at hand.
 */
export function drafts(type, data, { citations = [], named, types, today, closest }) {
  return [
    ...references(type, data, named, types, closest),
    ...sources(data, citations, closest),
    ...outcomes(data),
    ...dates(data, today),
  ];
}

function references(type, data, named, types, closest) {
  const found = [];
  for (const { pattern, reference, also } of referencesOf(type.schema)) {
    const kind = reference === "self" ? type.name : reference;
    const ids = named(kind);
    if (!ids) continue;
    for (const [path, id] of values(data, pattern)) {
      if (typeof id !== "string" || also.includes(id) || ids.has(id)) continue;
      const { title, folder, ending } = types[kind];
      const words = { key: path[0], id, type: title.toLowerCase(), path: `content/${folder}/${id}${ending}` };
      found.push({ code: "CH301", path, words, suggestion: closest(id, ids) });
    }
  }
  return found;
}

function* referencesOf(schema, pattern = []) {
  if (schema["x-reference"]) yield { pattern, reference: schema["x-reference"], also: schema["x-reference-also"] || [] };
  for (const [key, below] of Object.entries(schema.properties || {})) yield* referencesOf(below, [...pattern, key]);
  if (schema.items) yield* referencesOf(schema.items, [...pattern, "*"]);
}

function sources(data, citations, closest) {
  const found = [];
  const listed = new Map();
  for (const [path, id] of values(data, ["sources", "*", "id"])) {
    if (listed.has(id)) found.push({ code: "CH314", path, words: { id } });
    else listed.set(id, path);
  }
  const used = new Set(citations.map(({ id }) => id));
  for (const pattern of SOURCED) {
    for (const [path, id] of values(data, pattern)) {
      used.add(id);
      if (!listed.has(id)) found.push({ code: "CH310", path, words: { id }, suggestion: closest(String(id), listed.keys()) });
    }
  }
  for (const { id, line } of citations) {
    if (!listed.has(id)) found.push({ code: "CH310", line, words: { id }, suggestion: closest(id, listed.keys()) });
  }
  for (const [id, path] of listed) if (!used.has(id)) found.push({ code: "CH311", path, words: { id } });
  return found;
}

function outcomes(data) {
  const found = [];
  for (const [path, outcome] of values(data, ["outcomes", "*"])) {
    if (typeof outcome !== "object" || outcome === null) continue;
    const numbers = NUMBERS.filter((name) => name in outcome);
    if (!numbers.length && !("statement" in outcome)) found.push({ code: "CH313", path, words: {} });
    if (numbers.length && !("source" in outcome)) found.push({ code: "CH312", path: [...path, numbers[0]], words: {}, onKey: true });
    if ("baseline" in outcome && "result" in outcome && !("better" in outcome)) {
      found.push({ code: "CH316", path: [...path, "result"], words: {}, onKey: true });
    }
  }
  return found;
}

function dates(data, today) {
  const found = [];
  for (const [earlier, later] of ORDERED) {
    const [first, second] = [span(data[earlier]), span(data[later])];
    if (first && second && second[1] < first[0]) {
      found.push({ code: "CH320", path: [later], words: { earlier, later, earlier_value: data[earlier], later_value: data[later] } });
    }
  }
  for (const pattern of PAST) {
    for (const [path, value] of values(data, pattern)) {
      const days = span(value);
      if (days && days[0] > today) found.push({ code: "CH321", path, words: { key: path.at(-1), value } });
    }
  }
  return found;
}

/** The first and the last day of a year, a month or a day, as texts that compare. */
function span(value) {
  if (!/^\d{4}(-\d{2}(-\d{2})?)?$/.test(String(value ?? ""))) return null;
  const text = String(value);
  return [text + "-01-01".slice(text.length - 4), text + "-12-31".slice(text.length - 4)];
}

/** The values at a path in which `*` stands for every item of a list, each with its way. */
export function* values(data, pattern, path = []) {
  if (!pattern.length) {
    if (data !== undefined && data !== null) yield [path, data];
    return;
  }
  const [step, ...rest] = pattern;
  if (step === "*") {
    if (Array.isArray(data)) for (const [at, each] of data.entries()) yield* values(each, rest, [...path, at]);
  } else if (typeof data === "object" && data !== null && !Array.isArray(data) && Object.hasOwn(data, step)) yield* values(data[step], rest, [...path, step]);
}
