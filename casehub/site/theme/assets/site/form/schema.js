/**
 * Checks values against a listed part of JSON Schema 2020-12, without making code out of schemas.
 * It finds what casehub/records/schema.py finds with a whole validator; a test compares the two on all fixtures.
 * A schema has its references written out. Vocabularies stand where they are named: see `x-vocabulary` there.
 */

/** Every keyword that is understood. Those that begin with `x-` are notes of ours. */
export const KEYWORDS = new Set([
  "$id", "$schema", "title", "description", "type", "enum", "const", "anyOf", "if", "then", "else",
  "properties", "required", "dependentRequired", "additionalProperties", "propertyNames", "minProperties",
  "maxProperties", "items", "minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern", "format",
  "minimum", "maximum",
]);

/** The keywords of a schema that are not understood: where there are some, the form must not pretend to check. */
export function strange(schema, found = new Set()) {
  if (Array.isArray(schema)) schema.forEach((each) => strange(each, found));
  if (!isGroup(schema)) return found;
  for (const [key, value] of Object.entries(schema)) {
    if (key.startsWith("x-")) continue;
    if (!KEYWORDS.has(key)) found.add(key);
    if (key === "format" && !(value in FORMS)) found.add(`format: ${value}`);
    if (key === "properties") Object.values(value).forEach((each) => strange(each, found));
    else if (!["const", "enum", "dependentRequired"].includes(key)) strange(value, found);
  }
  return found;
}

/**
 * What does not fit, as `{ kind, path, schema, ... }`: the keyword, the way to the value, the schema that describes
 * it, and what the keyword has to say of it. `vocabularies` are objects with `has(id)` and `isCoded`, by name.
 */
export function faults(schema, value, vocabularies, path = []) {
  const found = [];
  const say = (kind, more = {}) => found.push({ kind, path, schema, ...more });
  const { type } = schema;
  if (type !== undefined && !IS_OF[type](value)) say("type", { expected: type });
  if ("const" in schema && !equal(value, schema.const)) say("const", { expected: schema.const });
  if (schema.enum && !schema.enum.some((each) => equal(each, value))) say("enum", { options: schema.enum });
  if (schema["x-vocabulary"] && !isTerm(value, [schema["x-vocabulary"]].flat(), vocabularies)) say("enum", { options: [] });
  if (schema.anyOf && !schema.anyOf.some((each) => !faults(each, value, vocabularies, path).length)) say("anyOf");
  if (schema.if) {
    const branch = faults(schema.if, value, vocabularies, path).length ? schema.else : schema.then;
    // What a condition asks for is described where the condition stands.
    if (branch) found.push(...faults(branch, value, vocabularies, path).map((each) => (each.schema === branch ? { ...each, schema } : each)));
  }
  if (typeof value === "string") ofText(schema, value, say);
  else if (typeof value === "number") ofNumber(schema, value, say);
  else if (Array.isArray(value)) ofList(schema, value, vocabularies, path, say, found);
  else if (isGroup(value)) ofGroup(schema, value, vocabularies, path, say, found);
  return found;
}

function ofText(schema, value, say) {
  const length = [...value].length;
  if (length > schema.maxLength) say("maxLength", { limit: schema.maxLength });
  if (length < schema.minLength) say("minLength", { limit: schema.minLength });
  if (schema.pattern && !new RegExp(schema.pattern, "u").test(value)) say("pattern");
  if (schema.format && !FORMS[schema.format](value)) say("format", { format: schema.format });
}

function ofNumber(schema, value, say) {
  if (value < schema.minimum) say("minimum", { limit: schema.minimum });
  if (value > schema.maximum) say("maximum", { limit: schema.maximum });
}

function ofList(schema, value, vocabularies, path, say, found) {
  if (value.length < schema.minItems) say("minItems", { limit: schema.minItems });
  if (value.length > schema.maxItems) say("maxItems", { limit: schema.maxItems });
  if (schema.uniqueItems && value.some((each, at) => value.slice(0, at).some((other) => equal(each, other)))) say("uniqueItems");
  if (schema.items) value.forEach((each, at) => found.push(...faults(schema.items, each, vocabularies, [...path, at])));
}

function ofGroup(schema, value, vocabularies, path, say, found) {
  const keys = Object.keys(value);
  const has = (key) => Object.hasOwn(value, key);
  if (keys.length < schema.minProperties) say("minProperties", { limit: schema.minProperties });
  if (keys.length > schema.maxProperties) say("maxProperties", { limit: schema.maxProperties });
  for (const missing of schema.required || []) if (!has(missing)) say("required", { missing });
  for (const [key, wanted] of Object.entries(schema.dependentRequired || {})) {
    if (has(key)) for (const missing of wanted) if (!has(missing)) say("dependentRequired", { missing });
  }
  const known = schema.properties || {};
  for (const key of keys) {
    if (Object.hasOwn(known, key)) found.push(...faults(known[key], value[key], vocabularies, [...path, key]));
    else if (isGroup(schema.additionalProperties)) found.push(...faults(schema.additionalProperties, value[key], vocabularies, [...path, key]));
    if (schema.propertyNames && faults(schema.propertyNames, key, vocabularies).length) {
      found.push({ kind: "propertyNames", path, schema: schema.propertyNames, name: key });
    }
  }
  const others = keys.filter((key) => !Object.hasOwn(known, key));
  if (schema.additionalProperties === false && others.length) say("additionalProperties", { unexpected: others });
}

function isTerm(value, names, vocabularies) {
  const each = names.map((name) => vocabularies[name]);
  // A code of a standard is a form of text: what is no text is told by its type alone.
  return each.some((one) => (one.isCoded && typeof value !== "string") || one.has(value));
}

export function isGroup(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const IS_OF = {
  object: isGroup,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
};

export function equal(one, other) {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((each, at) => equal(each, other[at]));
  if (!isGroup(one) || !isGroup(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]));
}

// ---- forms: dates that exist, addresses that open (casehub/records/forms.py)

function isPartialDate(text) {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (year < 1000 || year > 9998) return false;
  if (month === null) return true;
  if (month < 1 || month > 12) return false;
  return day === null || (day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate());
}

const isDay = (text) => text.length === 10 && isPartialDate(text);

function isMoment(text) {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(?:Z|[+-](\d{2}):(\d{2}))$/.exec(text);
  if (!match) return isDay(text);
  const [hour, minute, second, ahead, further] = match.slice(2).map((part) => Number(part || 0));
  return isDay(match[1]) && hour < 24 && minute < 60 && second < 60 && ahead < 24 && further < 60;
}

function isWebAddress(text) {
  if (!/^https?:\/\//.test(text) || /[\s<>"'`\\]/.test(text)) return false;
  const authority = /^https?:\/\/([^/?#]*)/.exec(text)[1];
  if (/[/?#@:]/.test(authority.replace(/[@:#?]/g, "").normalize("NFKC"))) return false;
  const behind = authority.slice(authority.lastIndexOf("@") + 1);
  if (/[[\]]/.test(behind)) return false;
  return /^[^\s.]+(\.[^\s.]+)+$/.test(behind.split(":")[0]);
}

const isContactChannel = (text) => isWebAddress(text) || /^mailto:[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text);

const FORMS = {
  "partial-date": isPartialDate,
  date: isDay,
  moment: isMoment,
  "web-address": isWebAddress,
  "contact-channel": isContactChannel,
};
