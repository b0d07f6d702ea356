/** The facets beside the results: values to tick with the counts that ticking them would give. */

const MOST = 50;

/** Letters and digits only, so that typing "cote d ivoire" finds "Côte d’Ivoire". */
function plain(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * One facet. `element` is its <details>; `facet` says its name and order; `say` gives words;
 * `choose(name, id)` is called when a box is ticked or cleared, `need()` when more values are wanted than the page said.
 */
export class FacetView {
  constructor(element, facet, { say, number, choose, need, shown, long }) {
    this.element = element;
    this.facet = facet;
    this.say = say;
    this.number = number;
    this.choose = choose;
    this.need = need;
    this.shown = shown;
    this.long = long;
    this.list = element.querySelector("[data-values]");
    this.input = element.querySelector("[data-narrow]");
    this.told = element.querySelector("[data-told]");
    this.values = [];
    this.rows = new Map();
    this.isWhole = false;
    this.total = 0;
    this.more = document.createElement("button");
    this.more.type = "button";
    this.more.className = "ch-facet__more";
    this.more.addEventListener("click", () => {
      this.isWhole = !this.isWhole;
      this.#complete().then(() => this.#arrange());
    });
    this.input.addEventListener("input", () => this.#complete().then(() => this.#arrange(true)));
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "Escape" && this.input.value) {
        event.stopPropagation();
        this.input.value = "";
        this.#arrange(true);
      }
    });
  }

  get isOpen() {
    return this.element.open;
  }

  /** Take the values over: `counts` are those of the index, `used(id)` how many of all there are have a value. */
  update(counts, used) {
    const values = counts.values.map((value) => ({ ...value, used: used.get(value.id) || 0 }));
    this.values = values.filter((value) => value.used || value.chosen);
    if (this.facet.by_count) this.values.sort((a, b) => b.used - a.used);
    this.total = this.values.length;
    this.#arrange();
  }

  /** Take over what the page itself says: every value, or the first of many. */
  adopt() {
    this.values = [...this.list.children].map((row) => {
      const count = Number(row.querySelector(".ch-facet__count").textContent.replace(/\D/g, ""));
      return { id: row.dataset.value, label: row.querySelector("a").textContent, count, used: count, chosen: false };
    });
    this.total = Number(this.element.dataset.total || 0);
    if (this.values.length) this.#arrange();
  }

  async #complete() {
    if (this.values.length < this.total) await this.need();
  }

  /** How many values are chosen, on the closed facet too. */
  mark(count) {
    this.element.querySelector("[data-chosen]").textContent = count ? this.say("chosen", { count }) : "";
  }

  #arrange(isTyping = false) {
    const wanted = plain(this.input.value);
    const isLong = this.total > this.long;
    this.input.hidden = !isLong && !this.input.value;
    let visible = this.values;
    if (wanted) visible = visible.filter((value) => value.chosen || plain(value.label).includes(wanted));
    else if (!this.isWhole) visible = this.#first();
    const found = visible.length;
    if (found > MOST) visible = visible.filter((value, place) => place < MOST || value.chosen);
    const rows = visible.map((value) => this.#row(value));
    if (rows.length !== this.list.children.length || rows.some((row, i) => row !== this.list.children[i])) {
      const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
      this.list.replaceChildren(...rows);
      if (focused?.isConnected) focused.focus({ preventScroll: true });
    }
    this.#offerMore(wanted, found);
    const left = found - visible.length;
    if (isTyping && wanted) this.told.textContent = found ? this.say("values", { count: found }) : this.say("no_values");
    else this.told.textContent = left > 0 ? this.say("more_values", { count: left }) : "";
  }

  /** What is shown of a long facet before anybody asks for more: the first values, and all that are chosen. */
  #first() {
    const { parents } = this.facet;
    if (!parents && this.total <= this.long) return this.values;
    if (!parents) return this.values.filter((value, place) => place < this.shown || value.chosen);
    const open = new Set(this.values.filter((value) => value.chosen).map((value) => parents[value.id] || value.id));
    return this.values.filter((value) => !parents[value.id] || value.chosen || open.has(parents[value.id]));
  }

  #offerMore(wanted, found) {
    const { total } = this;
    const isOffered = !wanted && (this.isWhole ? this.#first().length < total : found < total);
    const before = this.element.querySelector("[data-more]");
    if (before !== this.more) {
      this.more.dataset.more = "";
      before.replaceWith(this.more);
    }
    this.more.hidden = !isOffered;
    this.more.textContent = this.isWhole ? this.say("show_fewer") : this.say("show_all", { count: total });
  }

  /** The row of a value: made once, then kept up to date, so that a focused box stays where it is. */
  #row(value) {
    let row = this.rows.get(value.id);
    if (!row) {
      row = document.createElement("li");
      row.className = "ch-facet__value";
      row.dataset.value = value.id;
      if (this.facet.parents?.[value.id]) row.classList.add("is-below");
      const label = document.createElement("label");
      label.className = "ch-tick";
      const box = document.createElement("input");
      box.type = "checkbox";
      box.addEventListener("change", () => this.choose(this.facet.name, value.id));
      const text = document.createElement("span");
      text.textContent = value.label;
      const count = document.createElement("span");
      count.className = "ch-facet__count";
      label.append(box, text, count);
      row.append(label);
      this.rows.set(value.id, row);
    }
    const [box, , count] = row.firstChild.children;
    box.checked = value.chosen;
    const text = this.number(value.count);
    if (count.textContent !== text) count.textContent = text;
    row.classList.toggle("is-none", !value.count && !value.chosen);
    return row;
  }
}
