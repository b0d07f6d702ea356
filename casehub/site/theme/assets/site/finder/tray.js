/** The compare tray: up to four cases, kept while one goes on filtering and reading in this tab. */

const KEY = "casehub-compare";
export const MOST = 4;

export class Tray {
  /** `chip(text, prefix, remove)` makes an entry; `changed(tray)` is called whenever the choice changes. */
  constructor({ say, chip, base, changed }) {
    this.say = say;
    this.chip = chip;
    this.base = base;
    this.changed = changed;
    this.section = document.getElementById("ch-tray");
    this.told = document.getElementById("ch-tray-told");
    this.list = document.getElementById("ch-tray-cases");
    this.link = document.getElementById("ch-tray-go");
    this.cases = read();
    document.getElementById("ch-tray-empty").addEventListener("click", () => {
      this.cases = [];
      this.#keep();
      document.getElementById("ch-found").focus();
    });
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.cases = read();
      this.#show();
    });
    this.#show();
  }

  has(id) {
    return this.cases.some((each) => each.id === id);
  }

  /** Choose a case or take it out. Says whether it was done: a fifth one is refused. */
  toggle(id, title) {
    if (this.has(id)) this.cases = this.cases.filter((each) => each.id !== id);
    else if (this.cases.length >= MOST) {
      this.told.textContent = this.say("compare_full");
      return false;
    } else this.cases = [...this.cases, { id, title }];
    this.#keep();
    return true;
  }

  #keep() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.cases));
    } catch {
      // Without storage the choice lasts for this page.
    }
    this.#show();
  }

  #show() {
    const { cases } = this;
    this.section.hidden = !cases.length;
    document.documentElement.classList.toggle("has-tray", cases.length > 0);
    this.told.textContent = this.say("compare_count", { count: cases.length });
    this.list.replaceChildren(
      ...cases.map(({ id, title }) =>
        this.chip(title, this.say("compare_remove", { title: "" }).trim(), () => {
          this.toggle(id, title);
          (this.list.querySelector("button") || document.getElementById("ch-found")).focus();
        }),
      ),
    );
    this.link.hidden = cases.length < 2;
    this.link.href = `${this.base}compare/?ids=${cases.map(({ id }) => encodeURIComponent(id)).join(",")}`;
    this.changed(this);
  }
}

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) || "[]");
    return kept.filter(({ id, title }) => typeof id === "string" && typeof title === "string").slice(0, MOST);
  } catch {
    return [];
  }
}
