/**
 * The questions of one record: all on a page, or one at a time; the way through them, and how far the record is.
 * What is asked beyond plain fields stands in story.js, what becomes of answers in answers.js.
 */

/** The class of a record at work, put together from its parts. */
export const workOf = ({ story, answers }) =>
  class Work extends story.withStory(answers.withAnswers(Object)) {
  constructor(parts) {
    super();
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
    this.fields = this.fieldsOf(type);
    this.organisationFields = this.fieldsOf(this.types.organisation);
    if (!Object.keys(draft.data).length) this.state.set(["language"], document.documentElement.lang || "en");
    this.finish = new m.finish.Finish(this);
  }

  fieldsOf(type) {
    const { m, say, vocabularies, hub, state, tell, regions, others } = this;
    const fields = new m.fields.Fields({
      say, element: this.element, type, vocabularies, hub, state, tell, regions, others,
      groups: m.groups,
      changed: (path, how) => this.changed(path, how),
    });
    const reference = fields.reference.bind(fields);
    fields.reference = (about) => {
      const number = state.addedFor(about.path);
      return number < 0 ? reference(about) : this.added(about, number);
    };
    return fields;
  }

  begin(where) {
    // From now on the address leads back to this draft, also when the page is loaded again.
    if (!location.hash) history.replaceState(null, "", `#${new URLSearchParams({ draft: this.draft.key })}`);
    const { element, say, holder, draft, type } = this;
    const title = element("h2", { id: "ch-form-what", tabindex: "-1", text: say(`write_${type.name}`) });
    this.saved = element("p", { class: "ch-quiet ch-form__saved" });
    this.progress = element("section", { class: "ch-form__progress", "aria-label": say("progress") });
    const mode = (id) => {
      const box = element("input", { type: "radio", name: "ch-form-mode", id: `ch-form-mode-${id}`, checked: draft.mode === id, on: { change: () => this.switch(id) } });
      return element("span", { class: "ch-form__option" }, box, element("label", { for: box.id, text: say(`mode_${id}`) }));
    };
    this.watchPresses(this.holder);
    this.summary = element("div", { class: "ch-form__summary", tabindex: "-1", hidden: true, role: "group", "aria-labelledby": "ch-form-summary-title" });
    this.questions = element("form", { class: "ch-form__questions", novalidate: true, autocomplete: "off", "aria-label": say("questions"), on: { submit: (event) => event.preventDefault() } });
    this.questions.addEventListener("input", (event) => this.typing(event));
    this.questions.addEventListener("ch-unlisted", (event) => this.unlisted(event.detail));
    this.questions.addEventListener("focusin", (event) => this.refresh(event));
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

  switch(mode) {
    this.keep();
    this.draft.mode = mode;
    this.save();
    this.show(mode === "one" ? (this.now ? routeOf(this.now) : "") : "");
    document.getElementById(`ch-form-mode-${mode}`).focus();
  }

  /** Show a question by its key, or the end; with all on a page, go there. */
  show(where = "", { isBack = false } = {}) {
    const path = where && where !== "end" ? toPath(where) : null;
    if (this.draft.mode === "one") this.one(where === "end" ? "end" : path || (isBack || !this.now ? this.first() : this.now));
    else this.all(where);
  }

  first() {
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

  question(path) {
    const [first, name] = path;
    if (first === "+text") return this.section(name);
    const question = first in this.type.properties ? this.fields.question(first) : this.fields.unknown(path);
    if (first === "title") return this.element("div", {}, question, this.address());
    return question;
  }

  all(where) {
    const { element, say } = this;
    this.now = null;
    const steps = this.plan.map((step) => {
      const more = element("details", { class: "ch-form__more" }, element("summary", { text: say("more", { count: step.more.length }) }));
      const fill = () => more.childElementCount > 1 || more.append(...step.more.map((path) => this.question(path)));
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
        step.asked.map((path) => this.question(path)),
        step.more.length ? more : "",
      );
    });
    const others = this.unknownKeys().map((key) => this.fields.unknown([key]));
    const unknown = others.length ? element("section", { class: "ch-form__step" }, element("h3", { text: say("unknown") }), element("p", { text: say("unknown_why") }), others) : "";
    this.questions.replaceChildren(...[...steps, unknown].filter(Boolean), this.finish.draw());
    this.heading = this.finish.heading;
    this.mark();
    if (where === "end") this.heading.focus();
    else if (where) this.focusOn(toPath(where));
  }

  unknownKeys() {
    return Object.keys(this.draft.data).filter((key) => !(key in this.type.properties));
  }

  one(path) {
    const { element, say } = this;
    this.now = path === "end" ? null : path;
    this.showProgress();
    if (path === "end") {
      this.questions.replaceChildren(this.finish.draw(), this.buttons(this.order.length));
      this.heading = this.finish.heading;
      return this.mark();
    }
    const number = this.order.findIndex((each) => keyOf(each) === keyOf(path));
    const isAsked = number >= 0 && number < this.asked.length;
    const step = this.plan.find(({ asked, more }) => [...asked, ...more].some((each) => keyOf(each) === keyOf(path)));
    const place = isAsked ? say("place", { number: number + 1, total: this.asked.length }) : say("place_more");
    this.heading = element("h3", { class: "ch-form__where", tabindex: "-1" }, element("span", { text: step?.title ?? say("unknown") }), element("span", { class: "ch-quiet", text: ` ${place}` }));
    this.questions.replaceChildren(this.heading, this.question(path), this.buttons(number), this.overview());
    return this.mark();
  }

  /** Back, on, and to the end; after the last question that publication asks, the end comes first. */
  buttons(number) {
    const { element, say } = this;
    const isEnd = number >= this.order.length;
    const isLast = number === this.asked.length - 1;
    const before = isEnd ? this.asked.at(-1) : this.order[number - 1];
    const after = this.order[number + 1];
    const button = (key, does, isMain) => element("button", { class: `ch-button${isMain ? " ch-form__go" : ""}`, type: "button", text: say(key), on: { click: does } });
    return element(
      "p",
      { class: "ch-form__buttons" },
      !isEnd && (isLast || !after ? button("to_end", () => this.on("end"), true) : button("on", () => this.on(routeOf(after)), true)),
      before && button("before", () => this.go(routeOf(before))),
      isLast && this.more.length ? button("more_questions", () => this.on(routeOf(this.more[0]))) : null,
      !isEnd && !isLast && after && button("to_end", () => this.on("end")),
    );
  }

  /** On to the next question, unless something is wrong with the answer that was given: then that is told first. */
  on(where) {
    this.keep();
    const path = this.now;
    this.touched.add(keyOf(path));
    this.check();
    const wrong = this.findings.filter((each) => startsWith(each.field, path) && each.severity === "error" && this.isDue(each));
    if (wrong.length && !this.told?.has(keyOf(path))) {
      (this.told ||= new Set()).add(keyOf(path));
      this.mark();
      return this.summarise(wrong);
    }
    this.summary.hidden = true;
    return this.go(where);
  }

  overview() {
    const { element, say } = this;
    const link = (path) => {
      const isAnswered = this.state.get(path) !== undefined;
      return element("li", {}, element("a", { href: `#${new URLSearchParams({ draft: this.draft.key, at: routeOf(path) })}`, text: this.titleOf(path), "aria-current": keyOf(path) === keyOf(this.now) ? "step" : undefined, on: { click: (event) => { event.preventDefault(); this.go(routeOf(path)); } } }), element("span", { class: "ch-quiet", text: ` ${say(isAnswered ? "answered" : "open")}` }));
    };
    const overview = element("details", { class: "ch-form__more" }, element("summary", { text: say("overview") }));
    overview.addEventListener("toggle", () => {
      if (overview.childElementCount > 1) return;
      overview.append(...this.plan.flatMap(({ title, asked, more }) => [element("h4", { text: title }), element("ul", {}, [...asked, ...more].map(link))]));
      const unknown = this.unknownKeys();
      if (unknown.length) overview.append(element("h4", { text: say("unknown") }), element("ul", {}, unknown.map((key) => link([key]))));
    });
    return overview;
  }

  titleOf([first, name]) {
    if (first === "+text") return name;
    if (first === "+id") return this.say("id");
    return this.type.properties[first]?.title ?? first;
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

  showProgress() {
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
    if (next && this.now && keyOf(next) === keyOf(this.now)) {
      this.progress.replaceChildren(element("ol", { class: "ch-form__stages" }, lines)); // it stands just below
      return;
    }
    const question = next && (next[0] === "+text" ? next[1] : this.type.question(next[0]));
    this.progress?.replaceChildren(
      element("ol", { class: "ch-form__stages" }, lines),
      next ? element("p", { class: "ch-form__next" }, `${say("next")} `, element("button", { class: "ch-form__link", type: "button", text: question, on: { click: () => this.go(routeOf(next)) } })) : element("p", { class: "ch-form__next", text: say("all_answered") }),
    );
  }
};

const keyOf = (path) => JSON.stringify(path);
const startsWith = (path, start) => start.every((step, at) => path[at] === step);

/** A question as an address names it: the key of a field, or `text:` and the name of a section. */
const routeOf = ([first, name]) => (first === "+text" ? `text:${name}` : first);
const toPath = (route) => (route.startsWith("text:") ? ["+text", route.slice(5)] : [route]);
