/** Results as files: made in the browser, from the cards. */

const COLUMNS = [
  ...["id", "url", "type", "title", "summary", "verdict", "country", "level", "started", "deployment"],
  ...["design", "lead_organisation", "date", "example"],
];
const SHARE = 160;

/** All cards of some numbers, fetched a share at a time; null when some cannot be had. */
export async function allCards(index, ids) {
  const cards = [];
  for (let start = 0; start < ids.length; start += SHARE) {
    cards.push(...(await index.cards(ids.slice(start, start + SHARE))));
    if (cards.at(-1).url === undefined) return null;
  }
  return cards.every((card) => card.url !== undefined) ? cards : null;
}

/** A card as a row, with its address in full. */
export function row(card, base) {
  const { id: number, score, matched, url, ...told } = card;
  return { id: url.replace(/\/$/, "").split("/").at(-1), url: new URL(url, base).href, ...told };
}

/** Rows as CSV (RFC 4180) with a byte order mark, which spreadsheets need to read accents. */
export function asCsv(rows) {
  const lines = [COLUMNS, ...rows.map((each) => COLUMNS.map((name) => each[name] ?? ""))];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

/**
 * A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function cell(value) {
  const text = String(value);
  const safe = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows as JSON, with the address that gives them again. */
export function asJson(rows, address) {
  return `${JSON.stringify({ address, total: rows.length, results: rows }, null, 2)}\n`;
}

/** Let the reader save a text under a name. */
export function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
