/**
 * What becomes of answers: they are saved, checked, and told what is wrong with them. Messages appear once an answer
 * was given or a question was left, never while somebody types.
 */

const PAUSE = 600;

/** A class with what becomes of answers. */
export const withAnswers = (Base) =>
  class extends Base {
  /** After every answer: save, check, and show what is wrong with what was answered. */
  changed(path, { isNew = false, isMoved = false } = {}) {
    if (isMoved) for (const key of this.touched) if (startsWith(JSON.parse(key), path)) this.touched.delete(key);
    if (!isNew && !isMoved) this.touched.add(keyOf(path));
    if (path[0] === "title") {
      this.named();
      this.compare();
    }
    if (path[0] === "+added") this.nameAdded(path[1]);
    if (path[0] === "country") {
      const old = this.questions.querySelector(`[data-path='["region"]']`);
      this.regions(this.state.get(["country"]) ?? "-").then(() => this.check(), () => {});
      old?.parentElement.replaceWith(this.fields.question("region"));
    }
    this.helped(path);
    this.keepNow();
    if (this.isPressed) this.isWaiting = true;
    else this.checkNow();
  }

  checkNow() {
    this.isWaiting = false;
    this.check();
    this.mark();
  }

  /**
   * A press on a button takes the focus from a field. Were its message shown at once, the button would move away
   * below the finger, and the press would go nowhere: so it waits until the press is over.
   */
  watchPresses(holder) {
    holder.addEventListener("pointerdown", () => (this.isPressed = true), { capture: true });
    const released = () => {
      this.isPressed = false;
      setTimeout(() => this.isWaiting && holder.isConnected && this.checkNow());
    };
    for (const event of ["pointerup", "pointercancel"]) window.addEventListener(event, released);
  }

  /** What follows from an answer is filled in where nothing stands: a source's short name, an indicator's unit. */
  helped(path) {
    const holder = path.slice(0, -1);
    const group = this.state.get(holder.length ? holder : ["+none"]);
    if (path[0] === "sources" && path.at(-1) === "title" && group?.title && !group.id) {
      const others = new Set((this.state.get(["sources"]) || []).map((each) => each?.id));
      const words = this.m.writer.slug(group.title, 40);
      let [id, number] = [words, 1];
      while (others.has(id)) id = `${words}-${++number}`;
      if (id) this.fill([...holder, "id"], id);
    }
    const follows = path.at(-1) === "indicator" ? this.data.follows[group?.indicator] : null;
    for (const [key, value] of Object.entries(follows || {})) if (group[key] === undefined) this.fill([...holder, key], value);
  }

  fill(path, value) {
    this.state.set(path, value);
    const control = document.getElementById(this.m.fields.idOf(path));
    if (control?.matches("input, textarea, select")) {
      control.value = control.list ? (this.vocabularies.unit?.labels.get(value) ?? value) : value;
    } else if (control) {
      const number = this.vocabularies.direction?.terms.findIndex(([id]) => id === value);
      const box = document.getElementById(`${control.id}-${number}`);
      if (box) box.checked = true;
    }
  }

  /** Sources may have been added since a list of them was made. */
  refresh(event) {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement) || !select.closest("[data-sources]")) return;
    const listed = (this.state.get(["sources"]) || []).filter((each) => each?.id);
    const known = new Set([...select.options].map((each) => each.value));
    for (const { id, title } of listed) if (!known.has(id)) select.append(this.element("option", { value: id, text: title ? `${title} (${id})` : id }));
  }

  /** While somebody types, the text is kept as it is, and nothing is said. */
  typing({ target }) {
    const holder = target.closest("[data-path]");
    if (!holder || !target.matches("textarea, input[type=text]") || target.list) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.keep(true), PAUSE);
  }

  /** Keep what stands in the control that has the focus. */
  keep(isTyping = false) {
    clearTimeout(this.pause);
    const control = document.activeElement;
    const holder = this.questions.contains(control) ? control.closest("[data-path]") : null;
    if (holder && control.matches("textarea, input[type=text]") && !control.list) {
      const path = JSON.parse(holder.dataset.path);
      const isNumber = control.classList.contains("ch-form__number");
      const value = isNumber ? this.m.fields.numberIn(control.value) : control.value.trim();
      if (value === "") this.state.drop(path);
      else this.state.set(path, value);
      if (path[0] === "title") this.named();
    } else if (holder && !isTyping && control.list) control.dispatchEvent(new Event("change", { bubbles: true }));
    this.keepNow();
  }

  keepNow() {
    const saved = this.save();
    if (saved) this.saved.textContent = saved;
  }

  /** The record as it is checked and written. */
  record(status = this.status()) {
    const data = { ...this.draft.data };
    const { schema_version: version } = this.type.properties;
    if (version) data.schema_version = version.const;
    if (this.type.hasStatus) data.status = status;
    return data;
  }

  status() {
    return this.wantsReview && this.isReady ? "in-review" : "draft";
  }

  check() {
    const { m, type, data, state } = this;
    const record = this.record("draft");
    const sections = Object.fromEntries(Object.entries(this.draft.sections).filter(([, text]) => text.trim()));
    const parts = m.writer.bodyParts(type, sections);
    const body = parts.map(({ text }) => text).join("\n\n");
    const facts = m.text.factsOf(body);
    const kinds = data.kinds_named;
    const named = (kind) => {
      if (!this.hub[kind]) return null;
      return new Set([...this.hub[kind].map(([id]) => id), ...(kind === "organisation" ? state.organisations().map(([id]) => id) : [])]);
    };
    const drafts = [
      ...m.across.drafts(type, record, { citations: facts.citations, named, types: kinds, today: new Date().toISOString().slice(0, 10), closest: m.wording.closest }),
      ...m.text.faults(type.sections, facts, m.wording.closest),
      ...this.characters(),
    ];
    const found = [
      ...type.faults(record),
      ...drafts.map((draft) => ({ ...m.wording.said({ path: [], ...draft }, data.catalogue), line: draft.line, words: draft.words })),
    ].map((each) => ({ ...each, field: this.fieldOf(each, parts) }));
    this.draft.added.forEach((added, number) => {
      for (const each of this.types.organisation.faults({ ...added.data })) found.push({ ...each, field: ["+added", number, ...each.path, ...(each.missing ? [each.missing] : [])] });
    });
    const unknown = new Set(found.filter(({ code }) => code === "CH301").map(({ field }) => keyOf(field)));
    // What no answer stands for is not wrong, only missing: the progress says so. A name that is not known here need
    // not also be told that it has not the form of an id.
    this.findings = found.filter(
      ({ code, field }) => !(field.length === 1 && code === "CH201") && !["CH401", "CH404", "CH433"].includes(code) && !(code === "CH205" && unknown.has(keyOf(field))),
    );
    if (this.draft.id && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(this.draft.id)) this.findings.push(this.own("id_wrong", ["+id"], { id: this.draft.id }));
    if (this.clash) this.findings.push(this.own("id_taken", ["+id"], { id: this.draft.id }));
    const wrong = (path) => this.findings.some((each) => each.severity === "error" && startsWith(each.field, path) && this.isDue(each));
    this.steps = m.progress.steps(type, state, this.order, wrong);
    this.isReady = this.steps.slice(0, -1).every(({ open }) => !open.length) && !this.findings.some(({ severity }) => severity === "error");
    this.showProgress();
  }

  /** What the form says of itself: nothing of the record's file is wrong. */
  own(key, field, values) {
    return { code: "", field, message: this.say(key, values), remedy: this.say(`${key}_do`), suggestion: "", severity: "error" };
  }

  /** Characters that turn the direction of text, wherever they stand. */
  characters() {
    const found = [];
    const look = (value, path) => {
      if (typeof value === "string") {
        const character = this.m.text.direction(value);
        if (character) found.push({ code: "CH104", path, words: { character } });
      } else if (value && typeof value === "object") for (const [key, each] of Object.entries(value)) look(each, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    look(this.draft.data, []);
    for (const [name, text] of Object.entries(this.draft.sections)) look(text, ["+text", name]);
    return found;
  }

  /** Where on the page a finding belongs: the field that it is about, or the section in which its line stands. */
  fieldOf(finding, parts) {
    if (finding.line === undefined) return finding.missing ? [...finding.path, finding.missing] : finding.path;
    let line = finding.line;
    for (const { name, text } of parts) {
      const lines = text.split("\n").length + 1;
      if (line < lines) return ["+text", name];
      line -= lines;
    }
    return ["+text", this.type.sections[0]];
  }

  /** Show what is wrong with what was answered, next to it. */
  mark() {
    const shown = new Map();
    const touched = [...this.touched].map((key) => JSON.parse(key));
    for (const finding of this.findings) {
      if (!touched.some((path) => startsWith(finding.field, path)) || !this.isDue(finding)) continue;
      const holder = this.holderOf(finding.field);
      if (holder) shown.set(holder, [...(shown.get(holder) || []), finding]);
    }
    for (const holder of this.questions.querySelectorAll("[data-path]")) {
      const place = holder.querySelector(`:scope > .ch-form__wrong`);
      if (!place) continue;
      const findings = shown.get(holder) || [];
      place.replaceChildren(...findings.map((each) => this.message(each)));
      place.hidden = !findings.length;
      const isWrong = findings.some(({ severity }) => severity === "error");
      holder.classList.toggle("is-wrong", isWrong);
      const control = holder.matches("fieldset") ? null : holder.querySelector("input, select, textarea");
      if (isWrong) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
    this.finish.update?.();
  }

  /** Who cites a source before the question for sources has come is not told that it is missing there. */
  isDue({ code, field }) {
    if (code !== "CH310" || field[0] === "sources") return true;
    return [...this.touched].some((key) => JSON.parse(key)[0] === "sources") || Boolean(this.state.get(["sources"]));
  }

  holderOf(field) {
    for (let path = field; path.length; path = path.slice(0, -1)) {
      const holder = this.questions.querySelector(`[data-path='${JSON.stringify(path).replace(/[\\']/g, "\\$&")}']`);
      if (holder?.querySelector(":scope > .ch-form__wrong")) return holder;
    }
    return null;
  }

  message({ code, message, remedy, suggestion, severity }) {
    const { element, say, base } = this;
    const near = suggestion ? ` ${say("meant", { suggestion })}` : "";
    const kind = severity === "error" ? say("error") : say("look");
    return element(
      "span",
      { class: "ch-form__said" },
      element("span", { class: "ch-hidden", text: `${kind}: ` }),
      `${message}${near} ${remedy} `,
      code && element("a", { href: `${base}contribute/rules/${code.toLowerCase()}/`, target: "_blank", rel: "noopener", text: say("why", { code }) }),
    );
  }

  /** The list of what is wrong, with a link to each place, as it has the focus. */
  summarise(findings) {
    const { element, say } = this;
    this.summary.replaceChildren(element("h3", { id: "ch-form-summary-title", text: say("problem", { count: findings.length }) }), this.listOf(findings));
    this.summary.hidden = false;
    this.summary.focus();
  }

  listOf(findings) {
    const { element } = this;
    return element("ul", {}, findings.map((each) => {
      const label = this.titleOf(each.field[0] === "+added" ? ["lead_organisation"] : each.field);
      return element("li", {}, element("a", { href: `#${this.m.fields.idOf(each.field)}`, text: `${label}: ${each.message}`, on: { click: (event) => {
        event.preventDefault();
        this.reach(each.field);
      } } }));
    }));
  }

  /** Everything that was answered is looked at; the list of what is wrong has the focus. */
  checkAll() {
    this.keep();
    for (const path of [...this.order, ["+id"], ...this.unknownKeys().map((key) => [key])]) this.touched.add(keyOf(path));
    this.draft.added.forEach((_, number) => this.touched.add(keyOf(["+added", number])));
    this.check();
    this.mark();
    if (this.findings.length) this.summarise(this.findings);
    else this.summary.hidden = true;
    return this.findings;
  }
};

const keyOf = (path) => JSON.stringify(path);
const startsWith = (path, start) => start.every((step, at) => path[at] === step);
