/**
 * The decision brief: two pages for the table at which it is decided. It is gathered from the page of the case, which
 * says everything already, and from the comparison with the reader's place. What does not fit is counted, never cut
 * off: the text grows smaller by steps, then the longest lists grow shorter and say by how much.
 */

const HEIGHT = 262; // millimetres of an A4 page between its margins, less what rounding may cost
const SIZES = [10, 9.5, 9, 8.5, 8];
const SHORTEST = 2;
const LIST = "ul[data-more]";

/** The sheet as an element, still without a place in the page. `all` is what the part of the case's page knows. */
export function sheet(all) {
  const { data, told } = all;
  const { words } = data;
  const element = document.createElement("article");
  element.className = "ch-sheet";
  element.setAttribute("aria-hidden", "true");
  element.dataset.words = words.brief_more;
  const title = text("h1");
  const pages = [1, 2].map((page) => {
    const box = make("section", "ch-sheet__page");
    const head = make("div", "ch-sheet__head");
    head.append(make("p", "", `${words.brief_kind} · ${title}`), make("p", "", told.fill(words.brief_page, { page })));
    box.append(head);
    return box;
  });
  pages[0].append(...about(title, words, told), ...cameOfIt(words), ...risks(words, told));
  pages[1].append(...compared(all), ...elsewhere(words), ...questions(all));
  element.append(...pages);
  return element;
}

/** Make the text as large as two pages hold; where the smallest is too large, shorten the longest list until it fits. */
export function fit(element) {
  const unit = element.getBoundingClientRect().width / 180;
  for (const page of element.querySelectorAll(".ch-sheet__page")) {
    const isTooLong = () => page.getBoundingClientRect().height > HEIGHT * unit;
    for (const size of SIZES) {
      page.style.fontSize = `${size}pt`;
      if (!isTooLong()) break;
    }
    for (let turn = 0; turn < 500 && isTooLong(); turn++) {
      const lists = [...page.querySelectorAll(LIST)].filter((list) => shown(list).length > SHORTEST);
      if (!lists.length) break;
      lists.sort((one, other) => other.getBoundingClientRect().height - one.getBoundingClientRect().height);
      shorten(lists[0], element.dataset.words);
    }
  }
}

const shown = (list) => [...list.children].filter((item) => !item.dataset.left);

function shorten(list, words) {
  shown(list).at(-1).remove();
  const left = Number(list.dataset.more) + 1;
  list.dataset.more = String(left);
  let note = list.querySelector("[data-left]");
  if (!note) {
    note = make("li");
    note.dataset.left = "yes";
    list.append(note);
  }
  note.textContent = words.replace("{count}", left);
}

// ---- parts of the sheet

/** The summary, the verdict, the evidence with its ceiling, the cost; what stands on the page is taken over. */
function about(title, words, told) {
  const address = document.querySelector("link[rel=canonical]")?.href || location.href.split(/[?#]/)[0];
  const made = told.fill(words.brief_made, { date: today(), address });
  const boxes = make("div", "ch-sheet__boxes");
  for (const group of document.querySelectorAll(".ch-case > .ch-verdicts > div")) {
    const box = make("div");
    box.append(make("h3", "", group.querySelector("dt").textContent), ...plain(group.querySelector("dd")));
    boxes.append(box);
  }
  const basis = text("#ch-cost dd > span[lang]");
  if (basis) boxes.lastElementChild.append(make("p", "", basis));
  const heading = make("h2", "", title);
  heading.lang = document.querySelector("h1").lang;
  return [heading, make("p", "ch-quiet", text(".ch-kicker")), make("p", "", text(".ch-lead")), boxes, make("p", "ch-quiet", made)];
}

function today() {
  const { lang } = document.documentElement;
  return new Date().toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "long" });
}

/** The paragraphs and lists of a part of the page, without what only a screen has. */
function plain(part) {
  const copy = part.cloneNode(true);
  for (const each of copy.querySelectorAll("summary, svg, button, a[href^='#'], .ch-level, .ch-add")) each.remove();
  const found = [];
  for (const each of copy.querySelectorAll("p, li, strong, .ch-badge, .ch-missing")) {
    if (each.parentElement.closest("p, li, strong, .ch-badge")) continue;
    if (each.closest(".ch-ceiling__why") && each.querySelector("a")) continue;
    const said = saying(each);
    if (said) found.push(make("p", "", said));
  }
  return found;
}

function cameOfIt(words) {
  const outcomes = [...document.querySelectorAll(".ch-headlines > li")].map((item) =>
    [...item.children].map(saying).filter(Boolean).join(" · "),
  );
  const told = outcomes.length ? outcomes : [...document.querySelectorAll(".ch-outcomes tbody > tr:first-child th")].map(saying);
  return section(words.brief_results, told);
}

function risks(words, told) {
  const met = [...document.querySelectorAll("[aria-labelledby=ch-barriers] .ch-pairs > div")].map((pair) => {
    const how = saying(pair.querySelector("dd"));
    return `${saying(pair.querySelector("dt"))}. ${how ? `${words.brief_met} ${how}` : ""}`.trim();
  });
  const found = section(words.brief_risks, met);
  if (!met.length) found.push(make("p", "", words.brief_no_risks));
  const unexpected = [...document.querySelectorAll("[aria-labelledby=ch-unexpected] li")].map(saying);
  const unsuitable = part("not_suitable_when");
  return [...found, ...section(words.brief_unexpected, unexpected), ...section(unsuitable.title, unsuitable.texts)];
}

function compared({ data, told, context, answers, apart, found }) {
  const { words } = data;
  const heading = make("h3", "", words.brief_compared);
  if (!answers) return [heading, make("p", "", words.brief_no_place)];
  const groups = make("div", "ch-sheet__columns ch-sheet__columns--three");
  for (const kind of ["alike", "differs", "unknown"]) {
    const group = told.group(kind, closely(found[kind]), data, 4);
    group.querySelector("ul")?.setAttribute("data-more", "0");
    groups.append(group);
  }
  const place = make("p", "", told.fill(words.would_yours, { place: told.placeInWords(answers, data) }));
  return [heading, place, told.closeLine(apart, data, context), groups];
}

/** Lines without the divisions of functions that are told themselves. */
function closely(lines) {
  const isTold = lines.some(({ field }) => field === "functions");
  return lines.filter(({ field }) => field !== "divisions" || !isTold);
}

function elsewhere(words) {
  const columns = make("div", "ch-sheet__columns ch-sheet__columns--three");
  for (const name of ["core", "adaptable", "preconditions"]) {
    const { title, texts } = part(name);
    if (!texts.length) continue;
    const box = make("div");
    box.append(...section(title, texts, "h4"));
    columns.append(box);
  }
  if (!columns.children.length) return [make("h3", "", words.brief_elsewhere), make("p", "", words.brief_no_elsewhere)];
  return [make("h3", "", words.brief_elsewhere), columns];
}

/** Questions that follow from the differences, and from what the record leaves open. */
function questions({ data, own, told, found }) {
  const { words } = data;
  const asked = new Set(closely(found?.differs || []).map(({ field, here, there }) => told.fill(words[`ask_${field}`], { here, there })));
  for (const word of own.open) asked.add(words[`ask_open_${word}`]);
  const contacts = [...document.querySelectorAll("[aria-labelledby=ch-contacts] .ch-rows > li")].map(saying);
  const whom = contacts.length ? told.fill(words.brief_ask_whom, { who: contacts.join("; ") }) : words.brief_ask_nobody;
  const list = section(words.brief_ask, [...asked]);
  list[1]?.classList.add("ch-sheet__ask");
  return [...list, make("p", "", whom)];
}

/** One part of what the record says about taking it elsewhere. */
function part(name) {
  const box = document.querySelector(`.ch-transfer [data-part="${name}"]`);
  return { title: box ? saying(box.querySelector("h3")) : "", texts: box ? [...box.querySelectorAll("li")].map(saying) : [] };
}

function section(title, texts, level = "h3") {
  if (!texts.length) return [];
  const list = make("ul");
  list.dataset.more = "0";
  list.append(...texts.map((each) => make("li", "", each)));
  return [make(level, "", title), list];
}

function make(tag, className, said) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (said) element.textContent = said;
  return element;
}

/** What an element says to the eye, in one line. */
function saying(element) {
  if (!element) return "";
  const copy = element.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".ch-hidden, .ch-cite")) hidden.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function text(selector) {
  return saying(document.querySelector(selector));
}
