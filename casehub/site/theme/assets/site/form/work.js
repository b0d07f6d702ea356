/**
 * The questions of one record: all on a page, or one at a time; what is wrong with the answers; how far it is.
 * Messages appear once an answer was given or a question was left, never while somebody types.
 */

const PAUSE = 600;

export class Work {
  constructor(parts) {
    Object.assign(this, parts);
    const { m, draft, data, type } = this;
    this.element = m.dom.element;
    this.draft.mode ||= window.matchMedia("(max-width: 48rem)").matches ? "one" : "all";
    this.plan = data.steps[type.name].map((step) => ({ ...step, asked: step.asked.map(toPath), more: step.more.map(toPath) }));
    this.asked = this.plan.flatMap(({ asked }) => asked);
    this.more = this.plan.flatMap(({ more }) => more);
    this.order = [...this.asked, ...this.more];
    this.touched = new Set();
    this.findings = [];
    this.now = null;
    this.fields = this.#fieldsOf(type);
    this.organisationFields = this.#fieldsOf(this.types.organisation);
    if (!Object.keys(draft.data).length) this.state.set(["language"], document.documentElement.lang || "en");
    this.finish = new m.finish.Finish(this);
  }

  #fieldsOf(type) {
    const { m, say, vocabularies, hub, state, tell, regions } = this;
    const fields = new m.fields.Fields({
      say, element: this.element, type, vocabularies, hub, state, tell, regions,
      groups: m.groups, slug: m.writer.slug,
      changed: (path, how) => this.changed(path, how),
    });
    const reference = fields.reference.bind(fields);
    fields.reference = (about) => {
      const number = state.addedFor(about.path);
      return number < 0 ? reference(about) : this.#added(about, number);
    };
    return fields;
  }

  // ---- the frame

  begin(where) {
    const { element, say, holder, draft, type } = this;
    const title = element("h2", { id: "ch-form-what", tabindex: "-1", text: say(`write_${type.name}`) });
    this.saved = element("p", { class: "ch-quiet ch-form__saved" });
    this.progress = element("section", { class: "ch-form__progress", "aria-label": say("progress") });
    const mode = (id) => {
      const box = element("input", { type: "radio", name: "ch-form-mode", id: `ch-form-mode-${id}`, checked: draft.mode === id, on: { change: () => this.#switch(id) } });
      return element("span", { class: "ch-form__option" }, box, element("label", { for: box.id, text: say(`mode_${id}`) }));
    };
    this.summary = element("div", { class: "ch-form__summary", tabindex: "-1", hidden: true, role: "group", "aria-labelledby": "ch-form-summary-title" });
    this.questions = element("form", { class: "ch-form__questions", novalidate: true, autocomplete: "off", "aria-label": say("questions"), on: { submit: (event) => event.preventDefault() } });
    this.questions.addEventListener("input", (event) => this.#typing(event));
    this.questions.addEventListener("ch-unlisted", (event) => this.#unlisted(event.detail));
    this.questions.addEventListener("focusin", (event) => this.#refresh(event));
    holder.replaceChildren(
      element("div", { class: "ch-form__top" }, title, element("button", { class: "ch-form__small", type: "button", text: say("leave"), on: { click: this.leave } })),
      this.isOlder ? element("p", { class: "ch-notice", role: "note", text: say("older") }) : "",
      element("fieldset", { class: "ch-form__mode" }, element("legend", { text: say("mode") }), mode("one"), mode("all")),
      this.progress,
      this.saved,
      this.summary,
      this.questions,
    );
    this.check();
    this.show(where);
    if (this.state.get(["country"])) this.regions(this.state.get(["country"])).then(() => this.check(), () => {});
    if (where === "") title.focus();
  }

  #switch(mode) {
    this.keep();
    this.draft.mode = mode;
    this.save();
    this.show(mode === "one" ? (this.now ? routeOf(this.now) : "") : "");
    document.getElementById(`ch-form-mode-${mode}`).focus();
  }

  /** Show a question by its key, or the end; with all on a page, go there. */
  show(where = "", { isBack = false } = {}) {
    const path = where && where !== "end" ? toPath(where) : null;
    if (this.draft.mode === "one") this.#one(where === "end" ? "end" : path || (isBack || !this.now ? this.#first() : this.now));
    else this.#all(where);
  }

  #first() {
    return this.m.progress.next(this.steps) || this.asked[0];
  }

  /** Go to a question or to the end, and let the address say so. */
  go(where, focus = true) {
    this.keep();
    history.pushState(null, "", `#${new URLSearchParams({ draft: this.draft.key, at: where })}`);
    this.show(where);
    if (!focus) return;
    if (this.draft.mode === "one" || where === "end") this.heading?.focus();
    else this.focusOn(toPath(where));
  }

  // ---- all on a page, or one at a time

  #question(path) {
    const [first, name] = path;
    if (first === "+text") return this.#section(name);
    const question = first in this.type.properties ? this.fields.question(first) : this.fields.unknown(path);
    if (first === "title") return this.element("div", {}, question, this.#address());
    return question;
  }

  #all(where) {
    const { element, say } = this;
    this.now = null;
    const steps = this.plan.map((step) => {
      const more = element("details", { class: "ch-form__more" }, element("summary", { text: say("more", { count: step.more.length }) }));
      const fill = () => more.childElementCount > 1 || more.append(...step.more.map((path) => this.#question(path)));
      more.addEventListener("toggle", () => {
        if (!more.open) return;
        fill();
        this.mark();
      });
      const isAsked = where && step.more.some((path) => routeOf(path) === where);
      if (isAsked || step.more.some((path) => this.state.get(path) !== undefined)) {
        fill();
        more.open = true;
      }
      more.ch = { routes: step.more.map(routeOf), fill };
      return element(
        "section",
        { class: "ch-form__step", "aria-labelledby": `ch-form-step-${step.id}` },
        element("h3", { id: `ch-form-step-${step.id}`, text: step.title }),
        step.asked.map((path) => this.#question(path)),
        step.more.length ? more : "",
      );
    });
    const others = this.#unknownKeys().map((key) => this.fields.unknown([key]));
    const unknown = others.length ? element("section", { class: "ch-form__step" }, element("h3", { text: say("unknown") }), element("p", { text: say("unknown_why") }), others) : "";
    this.questions.replaceChildren(...[...steps, unknown].filter(Boolean), this.finish.draw());
    this.heading = this.finish.heading;
    this.mark();
    if (where === "end") this.heading.focus();
    else if (where) this.focusOn(toPath(where));
  }

  #unknownKeys() {
    return Object.keys(this.draft.data).filter((key) => !(key in this.type.properties));
  }

  #one(path) {
    const { element, say } = this;
    if (path === "end") {
      this.now = null;
      this.questions.replaceChildren(this.finish.draw(), this.#buttons(this.order.length));
      this.heading = this.finish.heading;
      return this.mark();
    }
    this.now = path;
    const number = this.order.findIndex((each) => keyOf(each) === keyOf(path));
    const isAsked = number >= 0 && number < this.asked.length;
    const step = this.plan.find(({ asked, more }) => [...asked, ...more].some((each) => keyOf(each) === keyOf(path)));
    const place = isAsked ? say("place", { number: number + 1, total: this.asked.length }) : say("place_more");
    this.heading = element("h3", { class: "ch-form__where", tabindex: "-1" }, element("span", { text: step?.title ?? say("unknown") }), element("span", { class: "ch-quiet", text: ` ${place}` }));
    this.questions.replaceChildren(this.heading, this.#question(path), this.#buttons(number), this.#overview());
    return this.mark();
  }

  /** Back, on, and to the end; after the last question that publication asks, the end comes first. */
  #buttons(number) {
    const { element, say } = this;
    const isEnd = number >= this.order.length;
    const isLast = number === this.asked.length - 1;
    const before = isEnd ? this.asked.at(-1) : this.order[number - 1];
    const after = this.order[number + 1];
    const button = (key, does, isMain) => element("button", { class: `ch-button${isMain ? " ch-form__go" : ""}`, type: "button", text: say(key), on: { click: does } });
    return element(
      "p",
      { class: "ch-form__buttons" },
      !isEnd && (isLast || !after ? button("to_end", () => this.#on("end"), true) : button("on", () => this.#on(routeOf(after)), true)),
      before && button("before", () => this.go(routeOf(before))),
      isLast && this.more.length ? button("more_questions", () => this.#on(routeOf(this.more[0]))) : null,
      !isEnd && !isLast && after && button("to_end", () => this.#on("end")),
    );
  }

  /** On to the next question, unless something is wrong with the answer that was given: then that is told first. */
  #on(where) {
    this.keep();
    const path = this.now;
    this.touched.add(keyOf(path));
    this.check();
    const wrong = this.findings.filter((each) => startsWith(each.field, path) && each.severity === "error");
    if (wrong.length && !this.told?.has(keyOf(path))) {
      (this.told ||= new Set()).add(keyOf(path));
      this.mark();
      return this.#summarise(wrong);
    }
    this.summary.hidden = true;
    return this.go(where);
  }

  #overview() {
    const { element, say } = this;
    const link = (path) => {
      const isAnswered = this.state.get(path) !== undefined;
      return element("li", {}, element("a", { href: `#${new URLSearchParams({ draft: this.draft.key, at: routeOf(path) })}`, text: this.titleOf(path), "aria-current": keyOf(path) === keyOf(this.now) ? "step" : undefined, on: { click: (event) => { event.preventDefault(); this.go(routeOf(path)); } } }), element("span", { class: "ch-quiet", text: ` ${say(isAnswered ? "answered" : "open")}` }));
    };
    const overview = element("details", { class: "ch-form__more" }, element("summary", { text: say("overview") }));
    overview.addEventListener("toggle", () => {
      if (overview.childElementCount > 1) return;
      overview.append(...this.plan.flatMap(({ title, asked, more }) => [element("h4", { text: title }), element("ul", {}, [...asked, ...more].map(link))]));
      const unknown = this.#unknownKeys();
      if (unknown.length) overview.append(element("h4", { text: say("unknown") }), element("ul", {}, unknown.map((key) => link([key]))));
    });
    return overview;
  }

  titleOf([first, name]) {
    if (first === "+text") return name;
    if (first === "+id") return this.say("id");
    return this.type.properties[first]?.title ?? first;
  }

  // ---- the text, the address, organisations that are not listed

  #section(name) {
    const { element, say, state, m } = this;
    const path = ["+text", name];
    const id = m.fields.idOf(path);
    const prompt = this.type.schema["x-prompts"]?.[name] ?? "";
    const note = element("div", { class: "ch-form__note", id: `${id}-note`, role: "status" });
    const area = element("textarea", {
      class: "ch-input ch-form__long", id, rows: 8, "aria-describedby": `${id}-help ${id}-wrong`,
      on: {
        change: () => {
          area.value = m.text.cleaned(area.value);
          if (area.value.trim()) state.set(path, area.value.trim());
          else state.drop(path);
          signed();
          this.changed(path);
        },
        paste: (event) => {
          const pasted = event.clipboardData?.getData("text/plain") ?? "";
          const table = m.text.table(pasted);
          const better = table ? `\n\n${table}\n\n` : m.text.listed(m.text.cleaned(pasted));
          if (better === pasted) return;
          event.preventDefault();
          area.setRangeText(better, area.selectionStart, area.selectionEnd, "end");
          area.dispatchEvent(new Event("input", { bubbles: true }));
          if (table) note.textContent = say("table_pasted");
        },
      },
    });
    area.value = state.get(path) ?? "";
    const signed = () => {
      const begins = m.text.signature(area.value);
      note.replaceChildren();
      if (begins < 0) return;
      note.append(
        element("p", { text: say("signature") }),
        element("button", { class: "ch-button", type: "button", text: say("signature_delete"), on: { click: () => {
          area.value = area.value.slice(0, begins).trimEnd();
          area.dispatchEvent(new Event("change", { bubbles: true }));
          area.focus();
        } } }),
      );
    };
    signed();
    return element(
      "div",
      { class: "ch-form__field is-question", data: { path: JSON.stringify(path) } },
      element("label", { for: id, text: name }),
      element("p", { class: "ch-form__help", id: `${id}-help`, text: `${prompt} ${say("text_help")}`.trim() }),
      element("p", { class: "ch-form__wrong", id: `${id}-wrong`, hidden: true }),
      area,
      note,
    );
  }

  /** The address of the record, made from its title until somebody changes it; told when it is taken. */
  #address() {
    const { element, say, type } = this;
    const input = element("input", {
      class: "ch-input", id: "f-_id", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": "f-_id-help f-_id-wrong",
      on: { change: () => {
        this.draft.id = input.value = input.value.trim();
        this.draft.isNamed = Boolean(input.value);
        this.changed(["+id"]);
        this.#compare();
      } },
    });
    input.value = this.draft.id;
    this.idInput = input;
    this.idShown = element("span", {});
    this.alike = element("div", { class: "ch-form__alike", role: "status" });
    const box = element(
      "details",
      { class: "ch-form__more ch-form__address" },
      element("summary", {}, `${say("id_shown")} `, this.idShown),
      element("div", { class: "ch-form__field", data: { path: '["+id"]' } }, element("label", { for: "f-_id", text: say("id") }), element("p", { class: "ch-form__help", id: "f-_id-help", text: say("id_help") }), element("p", { class: "ch-form__wrong", id: "f-_id-wrong", hidden: true }), input),
    );
    this.#showId();
    if (this.draft.id) this.#compare();
    return [this.alike, box];
  }

  #showId() {
    if (this.idShown) this.idShown.textContent = this.draft.id ? `${this.type.folder}/${this.draft.id}/` : "…";
    if (this.idInput && !this.draft.isNamed) this.idInput.value = this.draft.id;
  }

  #named() {
    if (!this.draft.isNamed) this.draft.id = this.m.writer.slug(String(this.draft.data.title ?? ""));
    this.#showId();
  }

  /** Two people may write about the same: whoever comes second is told at once, with the link. */
  async #compare() {
    const { element, say, draft, type, base } = this;
    const [id, title] = [draft.id, String(draft.data.title ?? "")];
    const [other, near] = await Promise.all([id ? this.taken(type.name, id) : null, title ? this.similar(type.name, title) : []]);
    if (id !== draft.id) return;
    this.clash = other;
    const link = (name, url) => (url ? element("a", { href: base + url, text: name, target: "_blank", rel: "noopener" }) : element("strong", { text: name }));
    const lines = [];
    if (other) lines.push(element("p", {}, `${say("id_taken", { id })} `, link(other[0], other[1])));
    const others = near.filter((each) => each.url !== other?.[1]);
    if (others.length) lines.push(element("p", { text: say("alike") }), element("ul", {}, others.map((each) => element("li", {}, link(each.title, each.url)))));
    this.alike?.replaceChildren(...(lines.length ? [element("div", { class: "ch-notice" }, lines)] : []));
    this.check();
    this.mark();
  }

  #unlisted(path) {
    const country = this.state.get(["country"]);
    this.draft.added.push({ for: path, id: "", data: { schema_version: 1, ...(country ? { country } : {}) } });
    this.state.drop(path);
    this.#redraw(path);
    this.focusOn(["+added", this.draft.added.length - 1, "name"]);
    this.save();
  }

  #redraw(path) {
    const old = this.questions.querySelector(`[data-path='${JSON.stringify([path[0]])}']`);
    const isWrapped = old.parentElement !== this.questions && path[0] === "title";
    (isWrapped ? old.parentElement : old).replaceWith(this.#question([path[0]]));
    this.mark();
  }

  /** The few questions about an organisation that the hub does not have: a file of its own goes with the record. */
  #added(about, number) {
    const { element, say, m } = this;
    const fields = this.organisationFields;
    const { properties, } = this.types.organisation;
    const inside = ["name", "type", "country", "website"].filter((key) => key in properties);
    const back = element("button", { class: "ch-form__small", type: "button", text: say("listed"), on: { click: () => {
      this.draft.added.splice(number, 1);
      this.state.drop(about.path);
      this.#redraw(about.path);
      this.focusOn(about.path);
      this.changed(about.path);
    } } });
    return fields.set(
      { ...about, id: m.fields.idOf(about.path), help: { words: say("unlisted_help"), example: "" } },
      inside.map((key) => fields.field(properties[key], ["+added", number, key], { label: this.types.organisation.question(key), isNeeded: properties[key]["x-required-from"] === "draft" })),
      back,
    );
  }

  // ---- answers

  /** After every answer: save, check, and show what is wrong with what was answered. */
  changed(path, { isNew = false, isMoved = false } = {}) {
    if (isMoved) for (const key of this.touched) if (startsWith(JSON.parse(key), path)) this.touched.delete(key);
    if (!isNew && !isMoved) this.touched.add(keyOf(path));
    if (path[0] === "title") {
      this.#named();
      this.#compare();
    }
    if (path[0] === "+added") this.#nameAdded(path[1]);
    if (path[0] === "country") {
      const old = this.questions.querySelector(`[data-path='["region"]']`);
      this.regions(this.state.get(["country"]) ?? "-").then(() => this.check(), () => {});
      old?.parentElement.replaceWith(this.fields.question("region"));
    }
    this.#helped(path);
    this.#keepNow();
    this.check();
    this.mark();
  }

  #nameAdded(number) {
    const added = this.draft.added[number];
    const id = this.m.writer.slug(String(added.data.name ?? ""));
    added.id = id;
    if (id) this.state.set(added.for, id);
    else this.state.drop(added.for);
  }

  /** What follows from an answer is filled in where nothing stands: a source's short name, an indicator's unit. */
  #helped(path) {
    const holder = path.slice(0, -1);
    const group = this.state.get(holder.length ? holder : ["+none"]);
    if (path[0] === "sources" && path.at(-1) === "title" && group?.title && !group.id) {
      const others = new Set((this.state.get(["sources"]) || []).map((each) => each?.id));
      const words = this.m.writer.slug(group.title, 40);
      let [id, number] = [words, 1];
      while (others.has(id)) id = `${words}-${++number}`;
      if (id) this.#fill([...holder, "id"], id);
    }
    const follows = path.at(-1) === "indicator" ? this.data.follows[group?.indicator] : null;
    for (const [key, value] of Object.entries(follows || {})) if (group[key] === undefined) this.#fill([...holder, key], value);
  }

  #fill(path, value) {
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
  #refresh(event) {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement) || !select.closest("[data-sources]")) return;
    const listed = (this.state.get(["sources"]) || []).filter((each) => each?.id);
    const known = new Set([...select.options].map((each) => each.value));
    for (const { id, title } of listed) if (!known.has(id)) select.append(this.element("option", { value: id, text: title ? `${title} (${id})` : id }));
  }

  /** While somebody types, the text is kept as it is, and nothing is said. */
  #typing({ target }) {
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
      if (path[0] === "title") this.#named();
    } else if (holder && !isTyping && control.list) control.dispatchEvent(new Event("change", { bubbles: true }));
    this.#keepNow();
  }

  #keepNow() {
    const saved = this.save();
    if (saved) this.saved.textContent = saved;
  }

  // ---- what is wrong

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
      ...this.#characters(),
    ];
    const found = [
      ...type.faults(record),
      ...drafts.map((draft) => ({ ...m.wording.said({ path: [], ...draft }, data.catalogue), line: draft.line, words: draft.words })),
    ].map((each) => ({ ...each, field: this.#fieldOf(each, parts) }));
    this.draft.added.forEach((added, number) => {
      for (const each of this.types.organisation.faults({ ...added.data })) found.push({ ...each, field: ["+added", number, ...each.path, ...(each.missing ? [each.missing] : [])] });
    });
    // What no answer stands for is not wrong, only missing: the progress says so.
    this.findings = found.filter(({ code, field }) => !(field.length === 1 && code === "CH201") && !["CH401", "CH404", "CH433"].includes(code));
    if (this.draft.id && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(this.draft.id)) this.findings.push(this.#own("id_wrong", ["+id"], { id: this.draft.id }));
    if (this.clash) this.findings.push(this.#own("id_taken", ["+id"], { id: this.draft.id }));
    const wrong = (path) => this.findings.some(({ field, severity }) => severity === "error" && startsWith(field, path));
    this.steps = m.progress.steps(type, state, this.order, wrong);
    this.isReady = this.steps.slice(0, -1).every(({ open }) => !open.length) && !this.findings.some(({ severity }) => severity === "error");
    this.#showProgress();
  }

  /** What the form says of itself: nothing of the record's file is wrong. */
  #own(key, field, values) {
    return { code: "", field, message: this.say(key, values), remedy: this.say(`${key}_do`), suggestion: "", severity: "error" };
  }

  /** Characters that turn the direction of text, wherever they stand. */
  #characters() {
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
  #fieldOf(finding, parts) {
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
      if (!touched.some((path) => startsWith(finding.field, path))) continue;
      const holder = this.#holderOf(finding.field);
      if (holder) shown.set(holder, [...(shown.get(holder) || []), finding]);
    }
    for (const holder of this.questions.querySelectorAll("[data-path]")) {
      const place = holder.querySelector(`:scope > .ch-form__wrong`);
      if (!place) continue;
      const findings = shown.get(holder) || [];
      place.replaceChildren(...findings.map((each) => this.#message(each)));
      place.hidden = !findings.length;
      const isWrong = findings.some(({ severity }) => severity === "error");
      holder.classList.toggle("is-wrong", isWrong);
      const control = holder.matches("fieldset") ? null : holder.querySelector("input, select, textarea");
      if (isWrong) control?.setAttribute("aria-invalid", "true");
      else control?.removeAttribute("aria-invalid");
    }
    this.finish.update?.();
  }

  #holderOf(field) {
    for (let path = field; path.length; path = path.slice(0, -1)) {
      const holder = this.questions.querySelector(`[data-path='${JSON.stringify(path).replace(/[\\']/g, "\\$&")}']`);
      if (holder?.querySelector(":scope > .ch-form__wrong")) return holder;
    }
    return null;
  }

  #message({ code, message, remedy, suggestion, severity }) {
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
  #summarise(findings) {
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
    for (const path of [...this.order, ["+id"], ...this.#unknownKeys().map((key) => [key])]) this.touched.add(keyOf(path));
    this.draft.added.forEach((_, number) => this.touched.add(keyOf(["+added", number])));
    this.check();
    this.mark();
    if (this.findings.length) this.#summarise(this.findings);
    else this.summary.hidden = true;
    return this.findings;
  }

  /** Go to a place and put the focus there. */
  reach(field) {
    if (this.draft.mode === "one") {
      const top = field[0] === "+id" ? ["title"] : field[0] === "+added" ? this.draft.added[field[1]].for.slice(0, 1) : field[0] === "+text" ? field.slice(0, 2) : field.slice(0, 1);
      this.go(routeOf(top), false);
    }
    this.focusOn(field);
  }

  focusOn(field) {
    for (const more of this.questions.querySelectorAll("details.ch-form__more")) {
      if (!more.ch?.routes.includes(field[0])) continue;
      more.ch.fill();
      more.open = true;
    }
    if (field[0] === "+id") this.idInput.closest("details").open = true;
    for (let path = field; path.length; path = path.slice(0, -1)) {
      const control = document.getElementById(this.m.fields.idOf(path));
      if (!control) continue;
      (control.matches("fieldset") ? control.querySelector("input, select, textarea, button") || control : control).focus();
      return;
    }
  }

  // ---- how far it is

  #showProgress() {
    const { element, say } = this;
    const next = this.m.progress.next(this.steps);
    const lines = this.steps.map(({ stage, keys, open }, number) => {
      const done = keys.length - open.length;
      const before = this.steps.slice(0, number).some((each) => each.open.length);
      const isDone = !open.length && !before;
      return element(
        "li",
        { class: isDone ? "is-done" : "" },
        element("span", { class: "ch-form__stage", text: say(`stage_${stage}`) }),
        element("span", { class: "ch-form__bar", "aria-hidden": "true" }, Array.from({ length: 10 }, (_, at) => element("span", { class: at < Math.floor((10 * done) / Math.max(keys.length, 1)) ? "is-full" : "" }))),
        element("span", { class: "ch-form__count", text: isDone ? say("done") : say("count", { done, total: keys.length }) }),
      );
    });
    const question = next && (next[0] === "+text" ? next[1] : this.type.question(next[0]));
    this.progress?.replaceChildren(
      element("ol", { class: "ch-form__stages" }, lines),
      next ? element("p", { class: "ch-form__next" }, `${say("next")} `, element("button", { class: "ch-form__link", type: "button", text: question, on: { click: () => this.go(routeOf(next)) } })) : element("p", { class: "ch-form__next", text: say("all_answered") }),
    );
  }
}

const keyOf = (path) => JSON.stringify(path);
const startsWith = (path, start) => start.every((step, at) => path[at] === step);

/** A question as an address names it: the key of a field, or `text:` and the name of a section. */
const routeOf = ([first, name]) => (first === "+text" ? `text:${name}` : first);
const toPath = (route) => (route.startsWith("text:") ? ["+text", route.slice(5)] : [route]);
