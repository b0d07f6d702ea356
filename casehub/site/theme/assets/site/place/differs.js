/**
 * What matches, what differs, and what the record says about that, on the page of a case: fetched once a reader has
 * described a place, or prints the sheet.
 */

const PARTS = ["core", "adaptable", "preconditions", "not_suitable_when"];
const at = (id) => document.getElementById(id);

/** Everything that a comparison needs: `{ data, answers, told, found, ... }`; no `answers` where no place is kept. */
export async function begin(own, root, load) {
  const modules = Promise.all(["context", "place", "told"].map(load));
  const [[context, place, told]] = await Promise.all([modules, styled(root.dataset.wouldStyle)]);
  const files = new place.Files(new URL(root.dataset.base, document.baseURI).href);
  const data = await files.definition();
  const answers = place.kept(data);
  const all = { own, context, place, told, data, answers };
  if (!answers) return all;
  const there = context.profileOf(own.answers, data.countries);
  const apart = context.distance(context.profileOf(answers, data.countries), there, data.definition);
  const found = told.lines(apart, data, context);
  // The functions say more closely what their divisions say.
  const differs = found.differs.filter(({ field }, _, lines) => field !== "divisions" || !lines.some((each) => each.field === "functions"));
  return { ...all, apart, found, means: differs.map((line) => ({ line, parts: touched(line.field, data) })) };
}

/** The sentences of the record that speak of a field, by the part of it that they stand in. They are found by words. */
function touched(field, { definition }) {
  const words = (definition.touches || {})[field] || [];
  // Long words stand for all that begin so, short ones for themselves and their plural.
  const pattern = words.length && new RegExp(`\\b(?:${words.map((word) => (word.length > 5 ? word : `${word}s?\\b`)).join("|")})`, "i");
  const found = [];
  for (const part of PARTS) {
    const list = document.querySelector(`.ch-transfer [data-part="${part}"] ul`);
    if (!list || !pattern || !list.lang.startsWith("en")) continue;
    const texts = [...list.children].map((item) => item.textContent).filter((text) => pattern.test(text));
    if (texts.length) found.push({ part, texts });
  }
  return found;
}

/** Show the comparison. */
export function show({ data, answers, told, context, apart, found, means }) {
  if (!answers) return;
  const { words } = data;
  const box = at("ch-would-told");
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  at("ch-would-describe").textContent = words.would_change;
  at("ch-would-how").textContent = told.fill(words.would_yours, { place: told.placeInWords(answers, data) });
  const groups = make("div", "ch-places__groups");
  groups.append(...["alike", "differs", "unknown"].map((kind) => told.group(kind, found[kind], data, 3)));
  box.append(told.closeLine(apart, data, context), groups, make("h3", "", words.would_means));
  if (!means.length) box.append(make("p", "ch-quiet", words.would_no_differences));
  else {
    const list = make("dl", "ch-pairs ch-means");
    for (const { line, parts } of means.filter((each) => each.parts.length)) {
      const entry = make("div");
      entry.dataset.field = line.field;
      const said = make("dd");
      for (const { part, texts } of parts) {
        const sentences = make("ul");
        sentences.append(...texts.map((text) => make("li", "", text)));
        said.append(make("p", "ch-quiet", words[`would_${part}`]), sentences);
      }
      entry.append(make("dt", "", line.text), said);
      list.append(entry);
    }
    const silent = means.filter((each) => !each.parts.length);
    if (silent.length) {
      const entry = make("div");
      entry.dataset.silent = silent.map(({ line }) => line.field).join(" ");
      const lines = make("ul");
      lines.append(...silent.map(({ line }) => make("li", "", line.text)));
      const said = make("dd");
      said.append(lines);
      entry.append(make("dt", "", words.would_silent), said);
      list.append(entry);
    }
    const how = make("p", "ch-quiet", `${words.would_means_text} `);
    if (at("ch-transfer")) {
      const link = make("a", "", words.would_all_parts);
      link.href = "#ch-transfer";
      how.append(link);
    }
    box.append(how, list);
  }
  box.hidden = false;
}

/** Make the sheet, let the browser print it, and take it away again. */
export async function print(opened, root, load) {
  const [all, sheets] = await Promise.all([opened(), load("sheet"), styled(root.dataset.sheetStyle)]);
  const sheet = sheets.sheet(all);
  document.body.append(sheet);
  sheets.fit(sheet);
  document.documentElement.classList.add("is-brief");
  const done = () => {
    document.documentElement.classList.remove("is-brief");
    sheet.remove();
  };
  window.addEventListener("afterprint", done, { once: true });
  window.print();
}

const styles = new Map();

/** A style sheet that only this needs; a failed one is tried again. */
function styled(address) {
  if (!styles.has(address)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    const loaded = new Promise((resolve, reject) => {
      link.addEventListener("load", resolve);
      link.addEventListener("error", reject);
    });
    styles.set(address, loaded);
    loaded.catch(() => {
      link.remove();
      styles.delete(address);
    });
    document.head.append(link);
  }
  return styles.get(address);
}
