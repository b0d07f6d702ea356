/**
 * Looks through the text of a record for what the form can tell while somebody writes: sections that are missing,
 * empty or not known, headings out of place, HTML. It reads lines, not all of Markdown; casehub/records/body.py says
 * the same with a whole parser, and more.
 */

const WORD = /[\p{L}\p{N}_]+/u;
const HTML = /<(\/?)([a-zA-Z][\w-]*)(?:\s[^<>]*)?\/?>/;
const CITATION = /\[@([a-z0-9]+(?:-[a-z0-9]+)*)\]/g;

/** What a text contains: `{ headings, html, citations, words, opening }`, each with its line, from 0. */
export function factsOf(body) {
  const headings = [];
  const html = [];
  const citations = [];
  const opened = new Set();
  let [fence, paragraph, opening] = ["", "", false];
  let words = false;
  const say = (text) => {
    if (!WORD.test(text)) return;
    words = true;
    const section = headings.findLast(({ level }) => level === 2);
    if (section) section.hasWords = true;
    else if (!headings.length) opening = true;
  };
  const heading = (level, text, line) => headings.push({ level, text: plain(text), line, hasWords: false });
  // Comments are for those who write; line breaks inside them are kept.
  const kept = (comment) => comment.replace(/[^\n]/g, "");
  const unclosed = (comment, at, whole) => {
    html.push({ tag: comment.trim().split("\n")[0].slice(0, 60), line: whole.slice(0, at).split("\n").length - 1 });
    return kept(comment);
  };
  const lines = body.replace(/<!--[\s\S]*?-->/g, kept).replace(/^ {0,3}<!--[\s\S]*$/m, unclosed).split("\n");
  lines.forEach((raw, line) => {
    const text = raw.replace(/^( {0,3}> ?)+/, "");
    const mark = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(text);
    if (fence) {
      if (mark && mark[1].startsWith(fence) && !mark[2].trim()) fence = "";
      else say(text);
      paragraph = "";
      return;
    }
    if (mark) {
      fence = mark[1];
      paragraph = "";
      return;
    }
    if (!paragraph && /^( {4}|\t)/.test(text)) return say(text);
    const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/.exec(text);
    if (atx) {
      heading(atx[1].length, atx[2] || "", line);
      paragraph = "";
      return;
    }
    const under = /^ {0,3}(=+|-+)[ \t]*$/.exec(text);
    if (under && paragraph) {
      heading(under[1][0] === "=" ? 1 : 2, paragraph, line - 1);
      paragraph = "";
      return;
    }
    const isOther = /^ {0,3}([-*+]|\d{1,9}[.)])\s/.test(text) || text.includes("|");
    paragraph = text.trim() && !isOther ? text.trim() : "";
    const bare = text.replace(/(`+)[^`]*\1/g, (code) => (say(code), " "));
    for (const [, id] of bare.matchAll(CITATION)) citations.push({ id, line });
    let rest = bare;
    for (let match; (match = HTML.exec(rest)); rest = rest.slice(match.index + match[0].length)) {
      const name = match[2].toLowerCase();
      if (!match[1] || !opened.has(name)) html.push({ tag: match[0], line });
      opened.add(name);
    }
    say(bare.replace(CITATION, " ").replace(/<[^<>]*>/g, " "));
  });
  return { headings, html, citations, words, opening };
}

const plain = (text) => text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`]{1,3}([^*_`]+)[*_`]{1,3}/g, "$1").trim();

/** What is wrong with a text, as drafts with the line (from 0) instead of a path. */
export function faults(sections, facts, closest) {
  const found = [];
  const draft = (code, line, words = {}, suggestion = "") => found.push({ code, line, words, suggestion });
  for (const { tag, line } of facts.html) draft("CH430", line, { html: tag });
  if (!facts.words && !facts.headings.length) {
    draft("CH433", 0, { order: sections.join(" · ") || "at least a paragraph" });
    return found;
  }
  let above = 1;
  for (const { level, text, line } of facts.headings) {
    if (!text) draft("CH407", line);
    if (level === 1) draft("CH406", line, { heading: text });
    else {
      if (level > above + 1) draft("CH405", line, { heading: text, found: level, expected: above + 1 });
      above = level;
    }
  }
  return sections.length ? [...found, ...ofSections(sections, facts, closest)] : found;
}

function ofSections(sections, facts, closest) {
  const found = [];
  const draft = (code, line, words, suggestion = "") => found.push({ code, line, words, suggestion });
  const order = sections.join(" · ");
  if (facts.opening) draft("CH432", 0, { section: sections[0] });
  const known = new Map(sections.map((name) => [name.toLowerCase(), name]));
  const standing = new Map();
  const meant = new Set();
  for (const { text, line, hasWords } of facts.headings.filter(({ level }) => level === 2)) {
    const name = known.get(text.toLowerCase());
    if (!name) {
      const near = closest(text, sections);
      meant.add(near);
      draft("CH403", line, { section: text, order }, near);
    } else if (standing.has(name)) draft("CH408", line, { section: name });
    else {
      standing.set(name, line);
      if (!hasWords) draft("CH404", line, { section: name });
    }
  }
  for (const name of sections) if (!standing.has(name) && !meant.has(name)) draft("CH401", 0, { section: name });
  let furthest = -1;
  for (const [name, line] of standing) {
    const index = sections.indexOf(name);
    if (index < furthest) draft("CH402", line, { section: name, order });
    furthest = Math.max(furthest, index);
  }
  return found;
}

// ---- what is pasted

const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef\u2028\u2029\ue000-\ue005]/g;
const DIRECTION = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/;

/** A text without the invisible characters that word processors leave: their line breaks become line breaks. */
export const cleaned = (text) => text.replace(/\r\n?|[\x0b\u2028\u2029]/g, "\n").replace(CONTROL, " ");

/** The first character that turns the direction of text, as `U+202E`, or nothing. */
export function direction(text) {
  const match = DIRECTION.exec(text);
  return match ? `U+${match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}` : "";
}

/** Where the signature of an e-mail begins ("-- " on a line of its own), or -1. */
export function signature(text) {
  const match = /(^|\n)-- ?(\n|$)/.exec(text);
  return match ? match.index : -1;
}

/** Rows with tabs between their cells, as word processors and spreadsheets paste tables, as a Markdown table; or nothing. */
export function table(text) {
  const rows = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  const width = rows[0].length;
  if (rows.length < 2 || width < 2 || rows.some((row) => row.length !== width || row.every((cell) => !cell.trim()))) return "";
  if (rows.every(([first]) => /^\s*[•·▪o\-–]?\s*$/.test(first))) return ""; // a list with its dots
  const line = (cells) => `| ${cells.map((cell) => cell.trim().replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(rows[0]), line(rows[0].map(() => "---")), ...rows.slice(1).map(line)].join("\n");
}

/** Lists as word processors paste them, with a dot and a tab, as Markdown lists. */
export const listed = (text) => text.replace(/^[ \t]*[•·▪][ \t]+/gm, "- ");
