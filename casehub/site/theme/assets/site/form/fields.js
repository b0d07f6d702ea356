/**
 * Controls for the fields of a record, made from its schema. Each field stands in an element with `data-path`; its
 * messages go into the element whose id ends in `-wrong`. What does not fit a control is shown as it is and kept.
 */

const FEW = 7;
const SOME = 45;
const NARROWED = 10;

export const pathOf = (element) => JSON.parse(element.dataset.path);
export const idOf = (path) => `f-${path.join("-").replace(/[^\w-]+/g, "_")}`;

export class Fields {
  /**
   * `say(key, values)` gives words, `element` makes elements, `state` has get(path), set(path, value), drop(path);
   * `changed(path)` is called after every answer, `tell(text)` says something in the live region. `hub` holds the
   * names of records; `regions(country)` fetches the parts of a country, `others()` other names of terms.
   */
  constructor({ say, element, type, vocabularies, hub, state, changed, tell, groups, regions, others }) {
    Object.assign(this, { say, element, type, vocabularies, hub, state, changed, tell, regions, others });
    this.groups = new groups.Groups(this);
  }

  /** A question of the record: a field of the first level, with its help. */
  question(key) {
    const schema = this.type.properties[key];
    return this.field(schema, [key], { label: schema["x-ask"] ?? schema.title ?? key, isQuestion: true });
  }

  field(schema, path, { label = schema.title || path.at(-1), isNeeded = false, isQuestion = false } = {}) {
    const value = this.state.get(path);
    const kind = kindOf(schema, path, this);
    const about = { schema, path, id: idOf(path), label, isNeeded, isQuestion, help: this.#help(schema, path, label, kind) };
    const fits = value === undefined || FITS[kind](value, schema);
    return fits ? this[kind](about) : this.unknown(path, label);
  }

  // ---- around a control

  #help(schema, path, label, kind) {
    const own = this.say(`help_${path.filter((step) => typeof step === "string").join("_")}`);
    const parts = own.startsWith("help_") ? [] : [own];
    // Where one chooses from a list, the description speaks of codes, which nobody sees here.
    const isCoded = Boolean((schema.items ?? schema)["x-vocabulary"] || (schema.items ?? schema)["x-reference"]);
    if (!parts.length && schema.description && schema.description !== label && !(isCoded && label !== schema.title)) parts.push(schema.description);
    if (own.startsWith("help_") && schema["x-help"]) parts.push(schema["x-help"]);
    if (kind === "source") parts[0] = this.say("of_the_sources");
    if (["typed", "reference", "region"].includes(kind)) parts.push(this.say("begin"));
    if (["line", "text"].includes(kind) && schema.format && schema["x-form"]) parts.push(this.say("form", { form: schema["x-form"] }));
    if (kind === "number") parts.push(this.say("digits"));
    const example = schema["x-example"];
    const isShown = ["line", "text", "number"].includes(kind) && example !== undefined && typeof example !== "object";
    return { words: parts.join(" "), example: isShown ? String(example) : "" };
  }

  #hints({ id, help }) {
    const { element } = this;
    return [
      help.words && element("p", { class: "ch-form__help", id: `${id}-help`, text: help.words }),
      help.example && element("p", { class: "ch-form__help", id: `${id}-example` }, element("span", { class: "ch-form__such", text: this.say("example") }), ` ${help.example}`),
    ];
  }

  describedBy({ id, help }, ...more) {
    return [help.words && `${id}-help`, help.example && `${id}-example`, ...more, `${id}-wrong`].filter(Boolean).join(" ");
  }

  #label(about) {
    const text = about.isNeeded ? [about.label, this.element("span", { class: "ch-form__needed", text: ` ${this.say("needed")}` })] : [about.label];
    return text;
  }

  /** A field with one control. */
  #single(about, ...controls) {
    const { element } = this;
    return element(
      "div",
      { class: `ch-form__field${about.isQuestion ? " is-question" : ""}`, data: { path: JSON.stringify(about.path) } },
      element("label", { for: about.id }, this.#label(about)),
      this.#hints(about),
      element("p", { class: "ch-form__wrong", id: `${about.id}-wrong`, hidden: true }),
      controls,
    );
  }

  /** A field with several controls. */
  set(about, ...controls) {
    const { element } = this;
    return element(
      "fieldset",
      { class: `ch-form__field ch-form__set${about.isQuestion ? " is-question" : ""}`, id: about.id, tabindex: "-1", "aria-describedby": this.describedBy(about), data: { path: JSON.stringify(about.path) } },
      element("legend", {}, this.#label(about)),
      this.#hints(about),
      element("p", { class: "ch-form__wrong", id: `${about.id}-wrong`, hidden: true }),
      controls,
    );
  }

  #answer(path, value) {
    if (value === "" || value === undefined) this.state.drop(path);
    else this.state.set(path, value);
    this.changed(path);
  }

  // ---- text and numbers

  line(about) {
    const { schema, path } = about;
    const value = this.state.get(path);
    const isAddress = ["web-address", "contact-channel"].includes(schema.format);
    const input = this.element("input", {
      class: "ch-input",
      id: about.id,
      type: "text",
      autocomplete: "off",
      inputmode: isAddress ? "url" : undefined,
      autocapitalize: isAddress || schema.format || /a-z0-9/.test(schema.pattern || "") ? "none" : undefined,
      spellcheck: isAddress ? "false" : undefined,
      "aria-describedby": this.describedBy(about),
      on: { change: () => this.#answer(path, (input.value = input.value.trim())) },
    });
    input.value = value === undefined ? "" : String(value);
    return this.#single(about, input);
  }

  text(about) {
    const { schema, path } = about;
    const left = this.element("p", { class: "ch-form__left", id: `${about.id}-left` });
    const area = this.element("textarea", {
      class: "ch-input",
      id: about.id,
      rows: schema.maxLength > 300 ? 3 : 4,
      "aria-describedby": this.describedBy(about, `${about.id}-left`),
      on: {
        change: () => this.#answer(path, area.value.trim()),
        input: () => count(),
      },
    });
    area.value = this.state.get(path) ?? "";
    const count = () => {
      const over = [...area.value.trim()].length - schema.maxLength;
      left.textContent = over > 0 ? this.say("over", { count: over }) : this.say("left", { count: -over });
      left.classList.toggle("is-over", over > 0);
    };
    if (schema.maxLength) count();
    return this.#single(about, area, schema.maxLength ? left : null);
  }

  number(about) {
    const { path } = about;
    const input = this.element("input", {
      class: "ch-input ch-form__number",
      id: about.id,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-describedby": this.describedBy(about),
      on: { change: () => this.#answer(path, numberIn(input.value)) },
    });
    input.value = this.state.get(path) ?? "";
    return this.#single(about, input);
  }

  truth(about) {
    return this.#options(about, [[true, this.say("yes")], [false, this.say("no")]]);
  }

  // ---- one of several

  choice(about) {
    const terms = this.#terms(about.schema);
    return about.isQuestion || terms.length <= 3 ? this.#options(about, terms) : this.select(about);
  }

  #options(about, terms) {
    const { element } = this;
    const value = this.state.get(about.path);
    const none = element("button", { class: "ch-form__small", type: "button", hidden: value === undefined, text: this.say("unset"), "aria-label": this.say("unset_of", { title: about.label }) });
    const boxes = terms.map(([id, label, definition], number) => {
      const box = element("input", {
        type: "radio",
        id: `${about.id}-${number}`,
        name: about.id,
        checked: id === value,
        "aria-describedby": definition ? `${about.id}-${number}-is` : undefined,
        on: {
          change: () => {
            none.hidden = false;
            this.#answer(about.path, id);
          },
        },
      });
      return element(
        "div",
        { class: "ch-form__option" },
        box,
        element("label", { for: box.id, text: label }),
        definition && element("p", { class: "ch-form__is", id: `${about.id}-${number}-is`, text: definition }),
      );
    });
    none.addEventListener("click", () => {
      for (const box of none.parentElement.querySelectorAll("input")) box.checked = false;
      none.hidden = true;
      none.parentElement.querySelector("input").focus();
      this.#answer(about.path);
    });
    return this.set(about, boxes, none);
  }

  select(about, terms = this.#terms(about.schema)) {
    const { element } = this;
    const value = this.state.get(about.path);
    const known = value === undefined || terms.some(([id]) => id === value);
    const select = element(
      "select",
      { class: "ch-input", id: about.id, "aria-describedby": this.describedBy(about), on: { change: () => this.#answer(about.path, select.value) } },
      element("option", { value: "" , text: this.say("choose") }),
      known ? null : element("option", { value, text: value }),
      terms.map(([id, label]) => element("option", { value: id, text: label })),
    );
    select.value = value ?? "";
    return this.#single(about, select);
  }

  /** Long lists: one types, and the browser offers what fits. */
  typed(about, terms = this.#terms(about.schema), more = null) {
    const { element } = this;
    const names = namesOf(terms);
    const list = element("datalist", { id: `${about.id}-list` }, [...names.keys()].map((name) => element("option", { value: name })));
    const value = this.state.get(about.path);
    const input = element("input", {
      class: "ch-input",
      id: about.id,
      type: "text",
      list: list.id,
      autocomplete: "off",
      "aria-describedby": this.describedBy(about),
      on: {
        focus: () => this.#offerOthers(about.schema, names, list),
        change: () => {
          const typed = input.value.trim();
          const id = names.get(typed) ?? this.#meant(about.schema, typed, terms);
          if (id !== undefined) input.value = nameOf(names, id) ?? typed;
          this.#answer(about.path, id ?? typed);
        },
      },
    });
    input.value = value === undefined ? "" : (nameOf(names, value) ?? String(value));
    return this.#single(about, input, list, more);
  }

  /** Terms are also offered by what else they are called. */
  async #offerOthers(schema, names, list) {
    if (list.dataset.others || !schema["x-vocabulary"]) return;
    list.dataset.others = "yes";
    await this.others();
    for (const name of [schema["x-vocabulary"]].flat()) {
      for (const [id, all] of Object.entries(this.vocabularies[name].names)) {
        for (const other of all) {
          if (names.has(other)) continue;
          names.set(other, id);
          list.append(this.element("option", { value: other }));
        }
      }
    }
  }

  /** What was typed by its id, another of its names, or in other letters. */
  #meant(schema, typed, terms) {
    const wanted = typed.toLowerCase();
    const found = terms.find(([id, label]) => id.toLowerCase() === wanted || label.toLowerCase() === wanted);
    if (found) return found[0];
    for (const name of [schema["x-vocabulary"] ?? []].flat()) {
      const names = Object.entries(this.vocabularies[name].names);
      const other = names.find(([, all]) => all.some((each) => each.toLowerCase() === wanted));
      if (other) return other[0];
    }
    return undefined;
  }

  /** Parts of a country: fetched when it is known which. */
  region(about) {
    const country = this.state.get(["country"]);
    const held = this.element("div", {}, this.typed(about, []));
    const fill = (terms) => held.replaceChildren(terms.length ? this.typed(about, terms) : this.typed(about, []));
    if (country) this.regions(country).then(fill, () => {});
    else held.append(this.element("p", { class: "ch-form__help", text: this.say("country_first") }));
    return held;
  }

  /** A record of this hub, by its name. */
  reference(about) {
    const names = this.hub[about.schema["x-reference"]] || [];
    const also = (about.schema["x-reference-also"] || []).map((id) => [id, this.say(`also_${id}`)]);
    const own = about.schema["x-reference"] === "organisation" ? this.state.organisations() : [];
    const terms = [...also, ...own, ...names];
    const isOffered = about.schema["x-reference"] === "organisation";
    return this.typed(about, terms, isOffered ? this.#unlisted(about) : null);
  }

  #unlisted(about) {
    const { element } = this;
    return element("button", {
      class: "ch-form__small",
      type: "button",
      text: this.say("unlisted"),
      data: { unlisted: JSON.stringify(about.path) },
      on: { click: (event) => event.target.dispatchEvent(new CustomEvent("ch-unlisted", { bubbles: true, detail: about.path })) },
    });
  }

  /** One of the sources that the record lists. */
  source(about) {
    const listed = [this.state.get(["sources"]) || []].flat().filter((each) => each?.id);
    const field = this.select(about, listed.map(({ id, title }) => [id, title ? `${title} (${id})` : id]));
    if (!listed.length) field.append(this.element("p", { class: "ch-form__help", text: this.say("no_sources") }));
    field.dataset.sources = "yes";
    return field;
  }

  // ---- several of several

  boxes(about) {
    const { element, say } = this;
    const item = about.schema.items;
    const isReference = Boolean(item["x-reference"]);
    const terms = isReference ? this.hub[item["x-reference"]] || [] : this.#terms(item);
    const chosen = this.state.get(about.path) || [];
    const lost = chosen.filter((id) => !terms.some(([each]) => each === id)).map((id) => [id, String(id)]);
    const broader = Object.assign({}, ...[item["x-vocabulary"] ?? []].flat().map((name) => this.vocabularies[name].broader));
    const status = element("p", { class: "ch-form__left", role: "status" });
    const list = element("ul", { class: `ch-form__boxes${Object.keys(broader).length ? " is-tree" : ""}` });
    const rows = [...lost, ...terms].map(([id, label, definition], number) => {
      const box = element("input", { type: "checkbox", id: `${about.id}-${number}`, value: id, checked: chosen.includes(id) });
      box.addEventListener("change", () => {
        const ticked = [...list.querySelectorAll("input:checked")].map((each) => each.value);
        this.#answer(about.path, ticked.length ? ticked : undefined);
        status.textContent = say("chosen", { count: ticked.length });
      });
      const isBelow = Boolean(broader[id]);
      const row = element("li", { class: `ch-form__option${isBelow ? " is-below" : ""}` }, box, element("label", { for: box.id, text: label }), definition && about.isQuestion && terms.length <= NARROWED && element("p", { class: "ch-form__is", text: definition }));
      row.dataset.id = id;
      row.dataset.words = `${id} ${label}`.toLowerCase();
      return row;
    });
    list.append(...rows);
    const narrow = element("input", {
      class: "ch-input",
      type: "search",
      autocomplete: "off",
      "aria-label": say("narrow", { title: about.label }),
      placeholder: say("narrow_short"),
      on: {
        focus: async () => {
          await this.others();
          const names = this.vocabularies[item["x-vocabulary"]]?.names ?? {};
          for (const row of rows) row.dataset.words += ` ${(names[row.dataset.id] ?? []).join(" ").toLowerCase()}`;
        },
        input: () => {
          const words = narrow.value.toLowerCase().split(/\s+/).filter(Boolean);
          for (const row of rows) row.hidden = !row.querySelector("input").checked && !words.every((word) => row.dataset.words.includes(word));
          status.textContent = say("shown", { count: rows.filter((row) => !row.hidden).length, total: rows.length });
        },
        keydown: (event) => {
          if (event.key === "Enter") event.preventDefault();
        },
      },
    });
    if (!rows.length) return this.set(about, element("p", { class: "ch-form__help", text: say("none_here") }));
    return this.set(about, rows.length > NARROWED ? narrow : null, list, status);
  }

  // ---- groups: see groups.js

  group(about) {
    return this.groups.group(about);
  }

  list(about) {
    return this.groups.list(about);
  }

  /** What no control can show: kept as it is, until somebody deletes it. */
  unknown(path, label = String(path.at(-1))) {
    const { element } = this;
    const id = idOf(path);
    const shown = element(
      "div",
      { class: "ch-form__field ch-form__unknown", id, tabindex: "-1", data: { path: JSON.stringify(path) } },
      element("p", { class: "ch-form__unknown-name", text: label }),
      element("pre", {}, element("code", { text: JSON.stringify(this.state.get(path), null, 1) })),
      element("p", { class: "ch-form__wrong", id: `${id}-wrong`, hidden: true }),
      element("button", {
        class: "ch-button",
        type: "button",
        text: this.say("forget_field"),
        "aria-label": this.say("forget_field_of", { title: label }),
        on: {
          click: () => {
            this.state.drop(path);
            shown.replaceChildren(element("p", { class: "ch-form__help", text: this.say("forgotten_field") }));
            shown.focus();
            this.changed(path);
          },
        },
      }),
    );
    return shown;
  }

  #terms(schema) {
    const found = [schema["x-vocabulary"] ?? []].flat().flatMap((name) => this.vocabularies[name].terms);
    return schema.enum ? schema.enum.map((id) => [id, id]) : found;
  }
}

/** Which control a field gets. */
export function kindOf(schema, path, fields) {
  if (schema.type === "object" && schema.properties) return "group";
  if (schema.type === "object") return "unknownGroup";
  if (schema.type === "array") {
    const { items } = schema;
    const isNamed = items["x-reference"] && fields.hub[items["x-reference"]] && items["x-reference"] !== "case";
    return items["x-vocabulary"] || isNamed ? "boxes" : "list";
  }
  if (schema.type === "boolean") return "truth";
  if (schema.type === "number" || schema.type === "integer") return "number";
  if (schema["x-vocabulary"] === "region") return "region";
  if (schema["x-vocabulary"]) {
    const terms = [schema["x-vocabulary"]].flat().flatMap((name) => fields.vocabularies[name].terms);
    return terms.length <= FEW ? "choice" : terms.length <= SOME ? "select" : "typed";
  }
  if (schema["x-reference"] && fields.hub[schema["x-reference"]]) return "reference";
  if (path.at(-1) === "source" && path.length > 1 && fields.type.properties.sources) return "source";
  return schema.maxLength <= 300 && !(schema.minLength > 10) ? "line" : schema.format || schema.pattern ? "line" : "text";
}

const isPlain = (value) => ["string", "number"].includes(typeof value);
const isText = (value) => typeof value === "string";
const isList = (value) => Array.isArray(value);
const FITS = {
  group: (value) => typeof value === "object" && value !== null && !isList(value),
  unknownGroup: () => false,
  list: isList,
  boxes: (value) => isList(value) && value.every(isText),
  truth: (value) => typeof value === "boolean",
  number: isPlain,
  region: isText,
  choice: isText,
  select: isText,
  typed: isText,
  reference: isText,
  source: isText,
  line: isPlain,
  text: isText,
};

/** A number where the text is one, and else the text, so that the check can say what is wrong with it. */
export function numberIn(text) {
  const bare = text.trim().replace(/^\u2212/, "-");
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/.test(bare) ? Number(bare) : bare;
}

/** Names by which terms are offered; where two have the same, each with its id. */
function namesOf(terms) {
  const seen = new Map();
  for (const [, label] of terms) seen.set(label, (seen.get(label) || 0) + 1);
  return new Map(terms.map(([id, label]) => [seen.get(label) > 1 ? `${label} (${id})` : label, id]));
}

const nameOf = (names, id) => [...names].find(([, each]) => each === id)?.[0];
