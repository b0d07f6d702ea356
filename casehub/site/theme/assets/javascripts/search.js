/**
 * Search in the reader's browser: answers from the small files that `casehub.search` writes.
 * The files and this interface are described in casehub/search/__init__.py; casehub/search/query.py gives the same
 * answers with the same scores. Nothing is fetched but files of the index; nothing is evaluated; nothing throws.
 */

const RUN =
  /[^\0-&(-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u05be\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u200b\u200e-\u2018\u201a-\u206f\u20a0-\u20ff\u2190-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\ud800-\udfff\ufe00-\ufe6f\ufeff\uff01-\uff06\uff08-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufff0-\uffff\u{1f000}-\u{1faff}\u{e0000}-\u{e0fff}]+/gu;
const UNSPACED =
  /([\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u30fa\u30fc-\u30ff\u3100-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;
const LONGEST = 40;
const MOST = 32;
const COMPLETIONS = 3;
const COMPLETION = 0.3;
const UNFINISHED = 3;
const SHORTEST = 4;
const LONG = 8;
const SAME_START = 8;
const LEVELS = 32;
const TERM = 0;
const ALIAS = 1;
const LAST = "\uffff";

/** Opens the index in a folder. `read(name)` gives a file's bytes; by default it is fetched from the folder. */
export async function open(base, read) {
  const index = new Index(read || reading(new URL(`${base}`.replace(/\/?$/, "/"), globalThis.document?.baseURI).href));
  await index.ready();
  return index;
}

const reading = (folder) => (folder.startsWith("file:") ? fromScript(folder) : fromHost(folder));

function fromHost(folder) {
  return async (name, isRenewed) => {
    const answer = await fetch(folder + name, isRenewed ? { cache: "no-cache" } : {});
    if (!answer.ok) throw new Error(name);
    return new Uint8Array(await answer.arrayBuffer());
  };
}

/** Pages opened from a disk may not fetch, but may run scripts that lie beside them: each file is also one. */
function fromScript(folder) {
  const waiting = (globalThis.casehubSearchWaiting ||= {});
  globalThis.casehubSearchFile ||= (path, text) => waiting[path]?.(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  const language = folder.split("/").at(-2);
  return (name) =>
    new Promise((give, fail) => {
      waiting[`${language}/${name}`] = give;
      const script = document.createElement("script");
      script.src = `${folder}${name}.js`;
      script.onload = script.onerror = () => fail(new Error(name));
      document.head.append(script);
    });
}

/** A file as it was before packing, whether or not somebody has unpacked it on the way. */
async function unpacked(bytes) {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads bytes from the front; see codec.py. */
class Cursor {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  varint() {
    let number = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new Error("cut short");
      number += (byte & 127) * factor;
      if (byte < 128) return number;
      factor *= 128;
    }
  }
  varints(count) {
    const numbers = new Uint32Array(count);
    for (let i = 0; i < count; i++) numbers[i] = this.varint();
    return numbers;
  }
  take(count) {
    return this.bytes.subarray(this.at, (this.at += count));
  }
  lines() {
    return new TextDecoder().decode(this.take(this.varint())).split("\n");
  }
  words() {
    const count = this.varint();
    const rests = this.lines();
    const same = this.take(count);
    const words = [];
    for (let i = 0; i < count; i++) words.push((i ? words[i - 1].slice(0, same[i]) : "") + rests[i]);
    return words;
  }
}

/** A `terms` file: by word, the term it leads to and its own postings. */
function readTerms(bytes) {
  const cursor = new Cursor(bytes);
  const words = cursor.words();
  const kinds = cursor.take(words.length);
  const kept = cursor.take(kinds.filter((kind) => kind !== TERM).length);
  const rests = cursor.lines();
  const frequencies = cursor.varints(kinds.filter((kind) => kind !== ALIAS).length);
  const scales = cursor.varints(frequencies.length);
  const total = frequencies.reduce((sum, each) => sum + each, 0);
  const documents = cursor.varints(total);
  const levels = cursor.take(total);
  const entries = new Map();
  let alias = 0;
  let term = 0;
  let at = 0;
  words.forEach((word, i) => {
    const entry = { alias: "", documents: documents.subarray(0, 0), levels: levels.subarray(0, 0), scale: 0 };
    if (kinds[i] !== TERM) entry.alias = word.slice(0, kept[alias]) + rests[alias++];
    if (kinds[i] !== ALIAS) {
      const end = at + frequencies[term];
      for (let j = at + 1; j < end; j++) documents[j] += documents[j - 1];
      entry.documents = documents.subarray(at, end);
      entry.levels = levels.subarray(at, end);
      entry.scale = scales[term++] / (1000 * LEVELS * LEVELS);
      at = end;
    }
    entries.set(word, entry);
  });
  return entries;
}

function readWords(bytes) {
  const cursor = new Cursor(bytes);
  const words = cursor.words();
  const uses = cursor.take(words.length);
  return words.map((word, i) => [word, uses[i]]);
}

/** A facet of all documents: document `id` has `codes[starts[id]]` up to `codes[starts[id + 1]]`. */
function readFacet(bytes, size) {
  const end = bytes.indexOf(10);
  const { title, values, single } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  const cursor = new Cursor(bytes.subarray(end + 1));
  const counts = cursor.varints(size);
  const starts = new Uint32Array(size + 1);
  for (let id = 0; id < size; id++) starts[id + 1] = starts[id] + (single ? counts[id] && 1 : counts[id]);
  const codes = single ? counts.filter((code) => code).map((code) => code - 1) : cursor.varints(starts[size]);
  const codesOf = (id) => Array.from(codes.subarray(starts[id], starts[id + 1]), (code) => values[code][0]);
  return { title, values, starts, codes, codesOf };
}

const withoutAccents = (word) => word.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");

/** The words of one run of text, as `Analyser.words` has them. */
function wordsOfRun(run, stop) {
  const found = [];
  const text = run.normalize("NFKC").toLowerCase().replace(/\u2019/g, "'").replace(/[\u200c\u200d]/g, "");
  for (const piece of text.match(RUN) || []) {
    const parts = piece.split("'");
    for (const part of parts.length > 1 ? parts.filter((each) => [...each].length > 1) : parts) {
      part.split(UNSPACED).forEach((stretch, i) => {
        const letters = [...stretch];
        if (i % 2) {
          for (let at = 0; at < Math.max(1, letters.length - 1); at++) found.push(letters.slice(at, at + 2).join(""));
        } else {
          const word = withoutAccents(letters.slice(0, LONGEST).join(""));
          if (word && !stop.has(word)) found.push(word); // marks alone are no word
        }
      });
    }
  }
  return found;
}

/** The words of a text that count, and the last of them if it may be unfinished. */
function wordsOf(text, stop) {
  const runs = text.match(RUN) || [];
  const words = [];
  for (let i = 0; i < runs.length && words.length < MOST; i++) words.push(...wordsOfRun(runs[i], stop));
  const isOpen = runs.length > 0 && text.endsWith(runs.at(-1));
  return { words: words.slice(0, MOST), last: isOpen ? wordsOfRun(runs.at(-1), stop).at(-1) : undefined };
}

/** Letters inserted, left out, replaced or swapped, up to `most`; see spelling.py. */
function distance(one, other, most) {
  let beforeLast = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let row = 1; row <= one.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1));
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, beforeLast[column - 2] + 1);
      }
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    beforeLast = last;
    last = current;
  }
  return last[other.length];
}

function nearest(word, candidates, most) {
  const letters = [...word];
  let best = "";
  let slips = most + 1;
  let liking = 0;
  for (const [candidate, uses] of candidates) {
    if (Math.abs(candidate.length - word.length) > slips * 2) continue;
    const others = [...candidate];
    if (Math.abs(others.length - letters.length) > Math.min(slips, most)) continue;
    const far = distance(letters, others, Math.min(slips, most));
    const liked = uses + (others[0] === letters[0] ? SAME_START : 0);
    if (far <= most && (far < slips || (far === slips && liked > liking))) {
      [best, slips, liking] = [candidate, far, liked];
    }
  }
  return best;
}

/** Adds a word's impacts to the scores: for each document the best impact of the terms that the word stands for.
 * Gives how much the word tells documents apart, in thousandths; each document that has it covers as much of the query. */
function addUp(entries, count, { scores, matched, covered }) {
  const size = scores.length;
  const best = new Float64Array(size);
  let having = 0;
  for (const [{ documents, levels, scale }, weight] of entries) {
    const impacts = Float64Array.from({ length: LEVELS + 1 }, (_, level) => weight * (level * level * scale));
    for (let j = 0; j < documents.length; j++) {
      const id = documents[j];
      const impact = impacts[levels[j]];
      if (!best[id]) having++;
      if (impact > best[id]) best[id] = impact;
    }
  }
  const telling = Math.floor(1000 * Math.log(1 + size / Math.max(having, 1)) + 0.5);
  for (let id = 0; id < size; id++) {
    if (best[id]) {
      scores[id] += count * best[id];
      covered[id] += telling;
      matched[id]++;
    }
  }
  return telling;
}

/** The first `count` of some documents: larger values first, then larger scores, then smaller numbers. */
function best(ids, valueOf, scores, count) {
  const order = (a, b) => valueOf(b) - valueOf(a) || scores[b] - scores[a] || a - b;
  if (count * 4 >= ids.length) return Array.from(ids).sort(order).slice(0, count);
  const top = [];
  for (let i = 0; i < ids.length; i++) {
    if (top.length === count && order(ids[i], top[count - 1]) > 0) continue;
    let at = top.length;
    while (at > 0 && order(ids[i], top[at - 1]) < 0) at--;
    top.splice(at, 0, ids[i]);
    if (top.length > count) top.pop();
  }
  return top;
}

class Index {
  #read;
  #files = new Map();
  #matches = new Map();
  #manifest = null;
  #opening = null;
  #latest = 0;
  #stop = new Set();
  #firsts = null;
  #rules = [];

  constructor(read) {
    this.#read = read;
  }

  /** The manifest, or null while it cannot be had. */
  async ready(isRenewed = false) {
    if (this.#manifest && !isRenewed) return this.#manifest;
    this.#opening ||= this.#read("manifest.json", isRenewed)
      .then((bytes) => {
        const manifest = JSON.parse(new TextDecoder().decode(bytes));
        if (JSON.stringify(manifest) !== JSON.stringify(this.#manifest)) {
          this.#files.clear();
          this.#matches.clear();
        }
        this.#stop = new Set(manifest.stop.split(" "));
        this.#firsts = { terms: manifest.terms.first.split(" "), words: manifest.words.first.split(" ") };
        this.#rules = manifest.rules ? manifest.rules.split(" ").map((rule) => rule.split(">")) : [];
        this.#manifest = manifest;
      })
      .catch(() => {})
      .then(() => {
        this.#opening = null;
        return this.#manifest;
      });
    return this.#opening;
  }

  /** What a text and chosen facets find; null when a later search was begun meanwhile. */
  async search(wanted = {}) {
    const turn = ++this.#latest;
    let found = await this.#answer(wanted, turn);
    if (found?.problem === "network") {
      // A new edition of the site may have other files.
      const before = this.#manifest;
      await this.ready(true);
      if (turn === this.#latest && JSON.stringify(before) !== JSON.stringify(this.#manifest)) {
        found = await this.#answer(wanted, turn);
      }
    }
    return turn === this.#latest ? found : null;
  }

  /** Fetches what a search for this text will want. */
  async prefetch(text) {
    if (!(await this.ready())) return;
    const { words, last } = wordsOf(String(text), this.#stop);
    const lost = () => {};
    await Promise.all([
      ...words.map((word) => this.#entry(word).catch(lost)),
      last && last.length >= UNFINISHED ? this.#words(last, last + LAST).catch(lost) : 0,
    ]);
  }

  /** Cards by number; what cannot be had is `{ id }` alone. */
  async cards(ids) {
    const manifest = await this.ready();
    if (!manifest) return [];
    const { chunk, digest } = manifest.cards;
    return Promise.all(
      Array.from(ids, (id) =>
        this.#file(`cards-${digest}-${Math.floor(id / chunk)}.bin`, (bytes) => JSON.parse(new TextDecoder().decode(bytes)))
          .then((cards) => ({ id, ...cards[id % chunk] }))
          .catch(() => ({ id })),
      ),
    );
  }

  /** A facet of all documents, or null. */
  async facet(name) {
    const manifest = await this.ready();
    if (!manifest || !Object.hasOwn(manifest.facets, name)) return null;
    const file = `facet-${manifest.facets[name][1]}-${name}.bin`;
    return this.#file(file, (bytes) => readFacet(bytes, manifest.documents)).catch(() => null);
  }

  async #answer({ text = "", facets = {}, sort = "relevance", page = 1, perPage = 10, show = [], typing = true, match = "any" }, turn) {
    const none = { total: 0, all: 0, pages: 0, page, ids: [], cards: [], counts: {}, words: [], corrected: [], unknown: [], ignored: [] };
    const problem = typeof DecompressionStream === "undefined" ? "unsupported" : "network";
    const manifest = await this.ready();
    if (!manifest) return { ...none, problem };
    const names = [...new Set([...Object.keys(facets), ...show])];
    const [matches, columns, order] = await Promise.all([
      this.#matchesOf(String(text), typing),
      Promise.all(names.map((name) => this.facet(name))),
      this.#order(sort),
    ]);
    if (turn !== this.#latest) return null;
    const byName = new Map(names.map((name, i) => [name, columns[i]]));
    const isLost = (name) => !byName.get(name) && Object.hasOwn(manifest.facets, name);

    let ids = matches.ids;
    if (matches.words.length && (match === "all" || sort !== "relevance")) {
      const most = match === "all" ? matches.words.length : matches.most;
      ids = ids.filter((id) => matches.matched[id] === most);
    }
    const { chosen, ignored } = choices(facets, byName, isLost);
    const narrowed = narrow(ids, chosen, show, byName);
    ids = narrowed.ids;
    const valueOf = order && sort !== "relevance" ? order : (id) => matches.scores[id];
    const shown = best(ids, valueOf, matches.scores, page * perPage).slice((page - 1) * perPage);
    const cards = await this.cards(shown);
    if (turn !== this.#latest) return null;
    const isShort = matches.isLost || !order || names.some(isLost) || cards.some((card) => card.url === undefined);
    let ordered;
    let all = 0;
    for (let i = 0; i < ids.length; i++) if (matches.matched[ids[i]] === matches.words.length) all++;
    return {
      total: ids.length,
      all,
      pages: Math.max(Math.ceil(ids.length / perPage), ids.length ? 1 : 0),
      page,
      get ids() {
        return (ordered ||= best(ids, valueOf, matches.scores, Infinity));
      },
      cards: cards.map((card) => ({ ...card, score: matches.scores[card.id], matched: matches.matched[card.id] })),
      counts: narrowed.counts,
      words: matches.words,
      corrected: matches.corrected,
      unknown: matches.unknown,
      ignored,
      problem: isShort ? problem : "",
    };
  }

  /** The documents that have any word of a text, with their scores; kept, so that facets can change quickly. */
  async #matchesOf(text, typing) {
    const key = `${typing} ${text}`;
    const known = this.#matches.get(key);
    if (known) return known;
    const size = this.#manifest.documents;
    const { words, last } = wordsOf(text, this.#stop);
    const counted = new Map();
    for (const word of words) counted.set(word, (counted.get(word) || 0) + 1);
    const scores = new Float64Array(size);
    const matched = new Uint8Array(size);
    const covered = new Uint32Array(size);
    const result = { scores, matched, ids: [], most: 0, words: [...counted.keys()], corrected: [], unknown: [], isLost: false };
    const resolved = await Promise.all(
      result.words.map((word) =>
        this.#resolved(word, typing && word === last).catch(() => {
          result.isLost = true;
          return { entries: [], meant: "" };
        }),
      ),
    );
    let squares = 0;
    let whole = 0;
    resolved.forEach(({ entries, meant }, i) => {
      const word = result.words[i];
      const count = counted.get(word);
      if (meant) result.corrected.push({ from: word, to: meant });
      if (!entries.length) {
        result.unknown.push(word);
        return;
      }
      squares += count * count;
      whole += addUp(entries, count, { scores, matched, covered });
    });
    const length = Math.sqrt(squares);
    const ids = new Uint32Array(size);
    let found = 0;
    for (let id = 0; id < size; id++) {
      if (matched[id]) {
        scores[id] = (scores[id] / length) * (covered[id] / whole);
        if (matched[id] > result.most) result.most = matched[id];
      }
      if (matched[id] || !counted.size) ids[found++] = id;
    }
    result.ids = ids.subarray(0, found);
    if (!result.isLost) {
      this.#matches.set(key, result);
      if (this.#matches.size > 8) this.#matches.delete(this.#matches.keys().next().value);
    }
    return result;
  }

  /** The entries of the terms that a word stands for, each with its weight, and what the word was corrected to. */
  async #resolved(word, isOpen) {
    const term = await this.#term(word);
    const weights = new Map(term ? [[term, 1]] : []);
    const letters = [...word].length;
    if ((isOpen && letters >= UNFINISHED) || (letters === 1 && UNSPACED.test(word))) {
      const completed = await Promise.all((await this.#completions(word)).map((each) => this.#term(each)));
      for (const each of completed) if (each && !weights.has(each)) weights.set(each, term ? COMPLETION : 1);
    }
    let meant = "";
    if (!weights.size) {
      meant = await this.#correction(word);
      if (meant) weights.set(await this.#term(meant), 1);
    }
    const entries = await Promise.all([...weights].map(async ([each, weight]) => [await this.#entry(each), weight]));
    return { entries: entries.filter(([entry]) => entry), meant };
  }

  async #term(word) {
    const entry = await this.#entry(word);
    if (entry) return entry.alias || word;
    for (const [ending, instead] of this.#rules) {
      if (!word.endsWith(ending)) continue;
      const term = word.slice(0, word.length - ending.length) + instead;
      if ([...term].length > 2 && (await this.#entry(term))?.documents.length) return term;
    }
    return "";
  }

  async #completions(word) {
    const begun = (await this.#words(word, word + LAST)).filter(([each]) => each.startsWith(word) && each !== word);
    return begun.sort((a, b) => b[1] - a[1]).slice(0, COMPLETIONS).map(([each]) => each);
  }

  async #correction(word) {
    const [first, ...others] = [...word];
    const length = others.length + 1;
    if (length < SHORTEST || /^\p{Nd}+$/u.test(word)) return "";
    for (let most = 1; most <= (length >= LONG ? 2 : 1); most++) {
      const meant =
        nearest(word, await this.#words(first, first + LAST), most) || nearest(word, await this.#words("", LAST), most);
      if (meant) return meant;
    }
    return "";
  }

  async #entry(word) {
    const file = `terms-${this.#manifest.terms.digest}-${this.#number("terms", word)}.bin`;
    return (await this.#file(file, readTerms)).get(word);
  }

  async #words(first, last) {
    const names = [];
    for (let n = this.#number("words", first); n <= this.#number("words", last); n++) {
      names.push(`words-${this.#manifest.words.digest}-${n}.bin`);
    }
    return (await Promise.all(names.map((name) => this.#file(name, readWords)))).flat();
  }

  /** The file in which a word stands. */
  #number(kind, word) {
    const firsts = this.#firsts[kind];
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= word) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** The value by which a sort orders documents, or null when it cannot be had. */
  async #order(sort) {
    if (sort === "relevance") return () => 0;
    if (typeof sort === "function") return sort;
    const digest = this.#manifest.orders[sort];
    if (!digest) return null;
    const size = this.#manifest.documents;
    return this.#file(`order-${digest}-${sort}.bin`, (bytes) => new Cursor(bytes).varints(size))
      .then((numbers) => (id) => numbers[id])
      .catch(() => null);
  }

  /** A file of the index, read once; what failed is tried again when it is next wanted. */
  #file(name, parse) {
    let file = this.#files.get(name);
    if (!file) {
      file = this.#read(name).then(unpacked).then(parse);
      this.#files.set(name, file);
      file.catch(() => this.#files.delete(name));
    }
    return file;
  }
}

/** The codes chosen in each facet, and what was chosen that the index does not have. */
function choices(facets, byName, isLost) {
  const chosen = new Map();
  const ignored = [];
  for (const [facet, wanted] of Object.entries(facets)) {
    const codes = new Map((byName.get(facet)?.values || []).map(([id], code) => [id, code]));
    if (!isLost(facet)) for (const value of wanted) if (!codes.has(value)) ignored.push({ facet, value });
    const known = wanted.filter((value) => codes.has(value)).map((value) => codes.get(value));
    if (known.length) chosen.set(facet, new Set(known));
  }
  return { chosen, ignored };
}

/** The documents for which every facet holds, and for each facet the counts if its own did not have to. */
function narrow(ids, chosen, show, byName) {
  // How many chosen facets a document fails, and the last of them: with one failure only that facet counts it.
  const failures = new Uint8Array(ids.length);
  const failed = new Uint8Array(ids.length);
  const names = [...chosen.keys()];
  names.forEach((name, number) => {
    const { starts, codes, values } = byName.get(name);
    const isChosen = Uint8Array.from(values, (_, code) => chosen.get(name).has(code));
    for (let i = 0; i < ids.length; i++) {
      let holds = 0;
      for (let at = starts[ids[i]]; at < starts[ids[i] + 1]; at++) holds |= isChosen[codes[at]];
      if (!holds) {
        failures[i]++;
        failed[i] = number;
      }
    }
  });
  const counts = {};
  for (const name of show) {
    const column = byName.get(name);
    if (column) counts[name] = counted(column, ids, failures, failed, names.indexOf(name), chosen.get(name));
  }
  return { ids: ids.filter((_, i) => !failures[i]), counts };
}

function counted({ title, values, starts, codes }, ids, failures, failed, own, chosen) {
  const tally = new Uint32Array(values.length);
  for (let i = 0; i < ids.length; i++) {
    if (failures[i] > 1 || (failures[i] && failed[i] !== own)) continue;
    const id = ids[i];
    for (let at = starts[id]; at < starts[id + 1]; at++) tally[codes[at]]++;
  }
  return { title, values: values.map(([id, label], code) => ({ id, label, count: tally[code], chosen: chosen?.has(code) || false })) };
}
