/** Two places in words: what matches, what differs, what is not known. Everything is text, never HTML. */

/** Fill the slots of a sentence. */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** A number with thin spaces between thousands, as pages write them. */
export function number(value) {
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

/** A value of a profile in words. */
export function inWords(field, value, data) {
  if (field === "population") return number(value);
  if (field === "areas") return [data.names.country[value[0]] || value[0], ...value.slice(1)].join(", ");
  const names = data.names[field === "divisions" ? "functions" : field] || {};
  return [value].flat().map((each) => names[each] || each).join(", ");
}

/** A place in a few words: country, level of government, and how much more was said. */
export function placeInWords(answers, data) {
  const told = Object.keys(data.parameters)
    .filter((field) => field in answers)
    .map((field) => inWords(field, answers[field], data));
  return told.length > 3 ? `${told.slice(0, 3).join(", ")} …` : told.join(", ");
}

/**
 * All measures of two profiles by what they say: { alike: [], differs: [], unknown: [] } of { field, text }.
 * `told` is the answer of `distance` in context.js, which is handed over as `context`.
 */
export function lines(told, data, context) {
  const found = { alike: [], differs: [], unknown: [] };
  for (const measure of told.measures) {
    const kind = context.kindOf(measure, data.definition);
    found[kind].push({ field: measure.field, text: SENTENCES[kind](measure, data), here: wordsOf(measure, "here", data), there: wordsOf(measure, "there", data) });
  }
  return found;
}

const wordsOf = (measure, side, data) => (measure[side] === undefined ? "" : inWords(measure.field, measure[side], data));

const SENTENCES = {
  alike(measure, data) {
    const { words } = data;
    const title = data.titles[measure.field];
    if (measure.field === "areas") return fill(words.place_line, { title, value: words.place_area_0 });
    if (Array.isArray(measure.here)) {
      const common = measure.here.filter((each) => measure.there.includes(each));
      return fill(words.place_line_common, { title, value: inWords(measure.field, common, data) });
    }
    const [here, there] = [wordsOf(measure, "here", data), wordsOf(measure, "there", data)];
    if (here === there) return fill(words.place_line, { title, value: here });
    return fill(words.place_line_differs, { title, here, there });
  },
  differs(measure, data) {
    const { words } = data;
    const title = data.titles[measure.field];
    const [here, there] = [wordsOf(measure, "here", data), wordsOf(measure, "there", data)];
    if (measure.field === "areas") return fill(words.place_line, { title, value: areas(measure, data) });
    if (measure.field === "population") {
      const times = measure.there / measure.here;
      const said = (value) => number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
      if (times > 1) return fill(words.place_line_more, { title, here, there, times: said(times) });
      return fill(words.place_line_fewer, { title, here, there, times: said(1 / times) });
    }
    return fill(words.place_line_differs, { title, here, there });
  },
  unknown(measure, data) {
    const { words, parameters } = data;
    const title = data.titles[measure.field];
    const [isHere, isThere] = [measure.here !== undefined, measure.there !== undefined];
    const side = isHere ? "there" : isThere ? "here" : "both";
    // Fields that nobody is asked for follow from the country.
    const isAsked = measure.field in parameters || measure.field === "divisions";
    return fill(words[`place_${isAsked ? "unknown" : "facts"}_${side}`], { title });
  },
};

function areas({ here, there }, { words }) {
  const at = here.findIndex((area, step) => area === there[step]);
  return at < 1 ? words.place_area_none : fill(words[`place_area_${at}`], { area: here[at] });
}

/** A mark of how close two places are: a track from far to alike, what is possible on it, and its middle. */
export function mark(overall) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "ch-close");
  svg.setAttribute("viewBox", "0 0 100 12");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  const part = (name, x, width) => {
    const rect = document.createElementNS(space, "rect");
    rect.setAttribute("class", `ch-close__${name}`);
    rect.setAttribute("x", x.toFixed(1));
    rect.setAttribute("width", Math.max(width, 0).toFixed(1));
    rect.setAttribute("y", name === "middle" ? "0" : name === "range" ? "3" : "5");
    rect.setAttribute("height", name === "middle" ? "12" : name === "range" ? "6" : "2");
    svg.append(rect);
  };
  const [from, to] = [100 * (1 - overall.high), 100 * (1 - overall.low)];
  part("track", 0, 100);
  part("range", from, to - from);
  part("middle", Math.min(97, Math.max(0, (from + to) / 2 - 1.5)), 3);
  return svg;
}

/** How close a place is: a mark, a word, the figure and its range, as one line. */
export function closeLine(told, data, context) {
  const { words, definition } = data;
  const { alike, spread } = context.percent(told.overall);
  const line = document.createElement("p");
  line.className = "ch-closeness";
  const word = document.createElement("strong");
  word.textContent = words[`place_${context.closeness(told.overall, definition)}`];
  const figure = document.createElement("span");
  figure.className = "ch-quiet";
  figure.textContent = fill(words.place_percent, { alike, spread });
  line.append(mark(told.overall), word, figure);
  line.dataset.alike = String(alike);
  line.dataset.spread = String(spread);
  return line;
}

/** A list of lines under a heading; a sentence where there is none. `level` is that of the heading. */
export function group(kind, found, data, level) {
  const box = document.createElement("div");
  box.className = `ch-lines ch-lines--${kind}`;
  box.dataset.kind = kind;
  const heading = document.createElement(`h${level}`);
  heading.textContent = data.words[`place_${kind}`];
  box.append(heading);
  if (!found.length) {
    const none = document.createElement("p");
    none.className = "ch-quiet";
    none.textContent = data.words[`place_nothing_${kind}`];
    box.append(none);
    return box;
  }
  const list = document.createElement("ul");
  for (const { field, text } of found) {
    const item = document.createElement("li");
    item.dataset.field = field;
    item.textContent = text;
    list.append(item);
  }
  box.append(list);
  return box;
}
