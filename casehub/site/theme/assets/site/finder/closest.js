/**
 * Sorting by closeness to the reader's place, which they described on a page of its own. Nothing is fetched before
 * somebody sorts so. Cases are the first documents of the index, in the order of every list.
 */

const KEY = "casehub-place";

export class Closest {
  #ready = null;

  /** `load(name)` gives a module of the comparison; `base` is where the site starts; `say` gives words. */
  constructor({ load, base, say }) {
    this.load = load;
    this.base = base;
    this.say = say;
    this.option = document.querySelector("#ch-sort [value=closest]");
    this.line = document.getElementById("ch-finder-place");
  }

  /** Whether there is a place to be close to. */
  isPlaced() {
    try {
      return Boolean(this.option && localStorage.getItem(KEY));
    } catch {
      return false;
    }
  }

  /** Offer the sort, or the way to describe a place; once it is sorted so, say which place that is. */
  async offer(isUsed) {
    if (!this.option) return;
    const isPlaced = this.isPlaced();
    this.option.hidden = this.option.disabled = !isPlaced;
    const [place, link] = this.line.children;
    link.textContent = isPlaced ? this.say("place_change") : link.dataset.describe;
    place.textContent = "";
    if (isPlaced && isUsed) place.textContent = (await this.#opened().catch(() => null))?.words || "";
  }

  /** What the index orders documents by: how alike, in whole steps. Null when it cannot be had. */
  async order() {
    const opened = await this.#opened().catch(() => null);
    if (!opened) return null;
    const { context, compared } = opened;
    const values = compared.map((each) => -Math.round(context.middle(each.overall) * 1e12));
    const last = -2e12; // what is no case is further away than any
    return (id) => values[id] ?? last;
  }

  /** How close a document's place is, as a line; null for what is no case. */
  async lineOf(id) {
    const opened = await this.#opened().catch(() => null);
    return opened?.compared[id] ? opened.told.closeLine(opened.compared[id], opened.data, opened.context) : null;
  }

  /** The reader may have described another place meanwhile. */
  forget() {
    this.#ready = null;
  }

  #opened() {
    this.#ready ||= this.#open();
    this.#ready.catch(() => this.forget());
    return this.#ready;
  }

  async #open() {
    const [context, place, told] = await Promise.all(["context", "place", "told"].map(this.load));
    const files = new place.Files(new URL(this.base, document.baseURI).href);
    const [data, cases] = await Promise.all([files.definition(), files.cases(context)]);
    const answers = place.kept(data);
    if (!answers) throw new Error("no place");
    const here = context.profileOf(answers, data.countries);
    const others = new Set(cases.others); // cases in other languages are in other indexes
    const own = cases.profiles.filter((_, number) => !others.has(number));
    const compared = own.map((there) => context.distance(here, there, data.definition));
    const words = this.say("place_yours", { place: told.placeInWords(answers, data) });
    return { context, told, data, compared, words };
  }
}
