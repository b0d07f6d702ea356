/**
 * Writes the text of a record's file, letter for letter as casehub/records/drafts.py and written_yaml.py write it:
 * what is written here reads back equal. Numbers have one kind here, so 2.0 is written as 2.
 */

const MAX_FLOW = 100;
const MAX_DIGITS = 17;
const EMPTY = "…";
const OTHERWISE =
  /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ufdd0-\ufdef\ue000-\ue005\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u{1fffe}-\u{10ffff}]/u;
const SURROGATE = /[\ud800-\udfff]/u;
const UNPRINTABLE = /[^\P{C}]|[^\P{Z} ]/u;
const WORDS = /^[\p{L}\p{Nl}\p{No}](?:[^\n\r\t:#]|:(?! |$)|(?<! )#)*$/u;
const ITEM = /^[A-Za-z][A-Za-z0-9._-]*$/;
const KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** Plain texts that YAML 1.1 or 1.2 takes for a word like true, a number, a day or nothing. */
const OTHER_MEANINGS = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:<<|=|~|null|Null|NULL|)$/,
  /^\d\d\d\d-\d\d?-\d\d?/,
  /^(?:y|n|null|true|false)$/i,
];

/** The text of a file: fields in the schema's order, others behind them, then the sections `{ name: text }`. */
export function recordText(type, data, sections = {}) {
  const keys = [...Object.keys(type.properties).filter((key) => key in data), ...Object.keys(data).filter((key) => !(key in type.properties))];
  const fields = keys.flatMap((key) => yamlField(key, data[key])).join("\n");
  if (!type.isMarkdown) return `${fields}\n`;
  const opening = sections[""] ? [closed(sections[""])] : [];
  if (!type.sections.length && !opening.length) opening.push(String(data.summary ?? EMPTY));
  return `---\n${fields}\n---\n\n${[...opening, ...bodyParts(type, sections).map(({ text }) => text)].join("\n\n")}\n`;
}

/** The parts of a body: each section with its heading, those that the schema does not know last. */
export function bodyParts(type, sections) {
  const others = Object.keys(sections).filter((name) => name && !type.sections.includes(name));
  return [...type.sections, ...others].map((name) => {
    const heading = name.endsWith("#") ? `## ${name} ##` : `## ${name}`;
    return { name, text: `${heading}\n\n${closed(sections[name] ?? EMPTY)}`.replace(/\n+$/, "") };
  });
}

/** A text behind which a heading is a heading: a fence or a comment that was left open is closed. */
export function closed(given) {
  const text = given.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  let fence = "";
  for (const line of text.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line);
    if (mark && !fence) fence = mark[1];
    else if (mark && mark[1].startsWith(fence) && !mark[2].trim()) fence = "";
  }
  if (fence) return `${text}\n${fence}`;
  return /(^|\n) {0,3}<!--(?:(?!-->)[\s\S])*$/.test(text) ? `${text}\n-->` : text;
}

/** The lines of one key and its value. */
export function yamlField(key, value, indent = "") {
  const head = `${indent}${keyText(key)}:`;
  if (isGroup(value) && Object.keys(value).length) {
    return [head, ...Object.entries(value).flatMap(([name, below]) => yamlField(name, below, `${indent}  `))];
  }
  if (Array.isArray(value) && value.length && !fitsALine(value)) return [head, ...value.flatMap((item) => itemLines(item, `${indent}  `))];
  const block = typeof value === "string" ? blockMark(value) : "";
  if (block) return [`${head} ${block}`, ...value.replace(/\n+$/, "").split("\n").map((line) => (line ? `${indent}  ${line}` : ""))];
  return [`${head} ${Array.isArray(value) ? flow(value) : scalar(value)}`];
}

function itemLines(item, indent) {
  if (!isGroup(item) || !Object.keys(item).length) return [`${indent}- ${Array.isArray(item) ? flow(item) : scalar(item)}`];
  const lines = Object.entries(item).flatMap(([key, value]) => yamlField(key, value, `${indent}  `));
  return [`${indent}- ${lines[0].trimStart()}`, ...lines.slice(1)];
}

function scalar(value) {
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return number(value);
  if (typeof value === "object") return flow(value);
  return isPlain(value) ? value : quoted(value);
}

const keyText = (key) => (KEY.test(key) && isPlain(key) ? key : quoted(key));
const isGroup = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function fitsALine(items) {
  const isShort = items.reduce((sum, item) => sum + [...String(item)].length + 2, 0) <= MAX_FLOW;
  return isShort && items.every((item) => typeof item === "string" && ITEM.test(item));
}

function flow(value) {
  if (isGroup(value)) return `{${Object.entries(value).map(([key, below]) => `${quoted(key)}: ${flow(below)}`).join(", ")}}`;
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "string") return ITEM.test(value) && isPlain(value) ? value : quoted(value);
  return scalar(value);
}

/** Digits without an exponent, which the hub's reader takes for text. */
function number(value) {
  if (!Number.isFinite(value)) return `"${value}"`;
  const [, sign, whole, part = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  const shift = Number(power);
  const all = whole + part;
  const point = whole.length + shift;
  const padded = point <= 0 ? "0".repeat(1 - point) + all : all.padEnd(point, "0");
  const at = Math.max(point, 1);
  const digits = `${sign}${padded.slice(0, at)}${padded.length > at ? `.${padded.slice(at)}` : ""}`;
  const fits = at <= MAX_DIGITS + 1 && padded.length - at <= MAX_DIGITS;
  return fits ? digits : `"${digits}"`;
}

function isPlain(text) {
  return WORDS.test(text) && !/\s$/.test(text) && !OTHERWISE.test(text) && !SURROGATE.test(text) && !UNPRINTABLE.test(text) && !OTHER_MEANINGS.some((each) => each.test(text));
}

function quoted(text) {
  const written = JSON.stringify(text.replace(new RegExp(SURROGATE, "gu"), "\ufffd"));
  return written.replace(new RegExp(OTHERWISE, "gu"), (each) => {
    const code = each.codePointAt(0).toString(16).toUpperCase();
    return code.length <= 4 ? `\\u${code.padStart(4, "0")}` : `\\U${code.padStart(8, "0")}`;
  });
}

/** How a text of several lines opens as a block, or nothing where it cannot be one. */
function blockMark(text) {
  if (!text.replace(/^\n+|\n+$/g, "").includes("\n") || /^[ \t\n]/.test(text) || text.endsWith("\n\n")) return "";
  const isSimple = text.split("\n").every((line) => !/\s$/.test(line) && !UNPRINTABLE.test(line) && !OTHERWISE.test(line) && !SURROGATE.test(line));
  return isSimple ? (text.endsWith("\n") ? "|" : "|-") : "";
}

/** A first suggestion for an address: the words of a title in plain ASCII (casehub/records/addresses.py). */
export function slug(title, limit = 60) {
  const letters = { ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ß: "ss" };
  const plainText = title.toLowerCase().replace(/[øæœłđðþıß]/g, (each) => letters[each]).normalize("NFKD").replace(/\p{M}/gu, "");
  return (plainText.match(/[a-z0-9]+/g) || []).join("-").slice(0, limit).replace(/-+$/, "");
}
