/** Questions to the index: as the address says them, and as the reader typed them. */

export class Asking {
  #used = new Map();

  /** `opened()` gives the index; `asked(state)` says a state in its words. */
  constructor(opened, perPage, asked) {
    this.opened = opened;
    this.asked = asked;
    this.perPage = perPage;
  }

  /** What a state finds; null when something newer was asked meanwhile. Options are those of the index. */
  async look(state, options) {
    const index = await this.opened();
    const query = { ...this.asked(state), page: state.page, perPage: this.perPage, show: [], typing: false, ...options };
    const answer = await index.search(query);
    if (!answer || query.typing) return answer;
    if (state.exact) return this.#asTyped(index, answer, query);
    const open = [...answer.unknown, ...answer.corrected.map(({ from }) => from)];
    if (!open.includes(answer.words.at(-1))) return answer;
    // The last word is none that is known, but it may be the beginning of one.
    const begun = await index.search({ ...query, typing: true });
    return !begun || begun.unknown.length + begun.corrected.length < open.length ? begun : answer;
  }

  /** The answer without corrected words: what only a correction finds counts as unknown. */
  async #asTyped(index, answer, query) {
    if (!answer.corrected.length) return answer;
    const others = answer.corrected.map(({ from }) => from);
    const text = answer.words.filter((word) => !others.includes(word)).join(" ");
    const known = { words: answer.words, corrected: [], unknown: [...answer.unknown, ...others], all: 0 };
    if (text) {
      const rest = await index.search({ ...query, text });
      return rest && { ...rest, ...known };
    }
    const counts = {};
    for (const [name, { title, values }] of Object.entries(answer.counts)) {
      counts[name] = { title, values: values.map((value) => ({ ...value, count: 0 })) };
    }
    return { ...answer, ...known, total: 0, pages: 0, ids: [], cards: [], counts };
  }

  /** A facet of all documents, or null. */
  async facet(name) {
    return (await this.opened()).facet(name);
  }

  /** Fetch what a search for a text will want. */
  async prefetch(text) {
    return (await this.opened()).prefetch(text);
  }

  /** How many documents in all have each value of a facet: what there is to choose from. Null if it cannot be had. */
  async used(name, isEverything) {
    const key = `${name} ${isEverything}`;
    if (this.#used.has(key)) return this.#used.get(key);
    const index = await this.opened();
    const [column, manifest] = await Promise.all([index.facet(name), index.ready()]);
    if (!column || !manifest) return null;
    // Cases are the first documents of an index.
    const last = isEverything ? manifest.documents : manifest.types.case || 0;
    const counts = new Map();
    for (let at = 0; at < column.starts[last]; at++) {
      const [id] = column.values[column.codes[at]];
      counts.set(id, (counts.get(id) || 0) + 1);
    }
    this.#used.set(key, counts);
    return counts;
  }
}
