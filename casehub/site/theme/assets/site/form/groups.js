/**
 * Groups of fields, and lists of them, that one can add to, take from and put in order. After each, the focus is
 * where one would go on, and the live region says what happened.
 */

export class Groups {
  /** `fields` makes the fields inside. */
  constructor(fields) {
    this.fields = fields;
  }

  group(about) {
    const { fields } = this;
    return fields.set(about, this.#inside(about.schema, about.path));
  }

  /** The fields of a group: what it cannot do without first, a short name after the title that it is made from. */
  #inside(schema, path) {
    const { fields } = this;
    const needed = schema.required || [];
    const rank = (key) => (needed.includes(key) ? (key === "id" ? 1 : 0) : 2);
    const keys = Object.keys(schema.properties).sort((one, other) => rank(one) - rank(other));
    const given = fields.state.get(path);
    const others = Object.keys(typeof given === "object" && given !== null ? given : {}).filter((key) => !(key in schema.properties));
    return [
      ...keys.map((key) => fields.field(schema.properties[key], [...path, key], { isNeeded: needed.includes(key) })),
      ...others.map((key) => fields.unknown([...path, key])),
    ];
  }

  list(about) {
    const { fields } = this;
    const { element, say } = fields;
    const items = element("ol", { class: "ch-form__items" });
    const add = element("button", { class: "ch-button ch-form__add", type: "button", on: { click: () => this.#add(about, items, add) } });
    this.#draw(about, items, add);
    const holder = fields.set(about, items, add);
    if (about.schema.items.properties) holder.classList.add("has-groups");
    return holder;
  }

  #values({ path }) {
    return this.fields.state.get(path) || [];
  }

  #title(about) {
    const own = about.schema.items.title;
    return own ? own[0].toUpperCase() + own.slice(1) : this.fields.say("entry");
  }

  #draw(about, items, add) {
    const { fields } = this;
    const count = this.#values(about).length;
    items.replaceChildren(...Array.from({ length: count }, (_, number) => this.#item(about, items, add, number, count)));
    items.hidden = !count;
    add.textContent = fields.say(count ? "add_another" : "add_first", { title: this.#title(about).toLowerCase() });
    add.hidden = count >= (about.schema.maxItems ?? Infinity);
  }

  #item(about, items, add, number, count) {
    const { fields } = this;
    const { element, say } = fields;
    const schema = about.schema.items;
    const path = [...about.path, number];
    const title = `${this.#title(about)} ${number + 1}`;
    const button = (key, does, data) =>
      element("button", { class: "ch-form__small", type: "button", text: say(key), "aria-label": say(`${key}_of`, { title }), data: { does: data }, on: { click: does } });
    const tools = element(
      "p",
      { class: "ch-form__tools" },
      number > 0 && button("up", () => this.#move(about, items, add, number, -1), "up"),
      number < count - 1 && button("down", () => this.#move(about, items, add, number, 1), "down"),
      button("remove", () => this.#remove(about, items, add, number), "remove"),
    );
    const value = fields.state.get(path);
    const isGroup = schema.type === "object";
    const isOdd = isGroup && (typeof value !== "object" || value === null || Array.isArray(value));
    if (isOdd) return element("li", {}, fields.unknown(path, title), tools);
    if (!isGroup) return element("li", { class: "ch-form__line" }, fields.field(schema, path, { label: title }), tools);
    const holder = element(
      "fieldset",
      { class: "ch-form__item", id: `f-${path.join("-")}`, tabindex: "-1", "aria-describedby": `f-${path.join("-")}-wrong`, data: { path: JSON.stringify(path) } },
      element("legend", { text: title }),
      element("p", { class: "ch-form__wrong", id: `f-${path.join("-")}-wrong`, hidden: true }),
      this.#inside(schema, path),
      tools,
    );
    return element("li", {}, holder);
  }

  #add(about, items, add) {
    const { fields } = this;
    const values = [...this.#values(about)];
    values.push(about.schema.items.type === "object" ? {} : "");
    fields.state.set(about.path, values);
    this.#draw(about, items, add);
    items.lastElementChild.querySelector("input, select, textarea")?.focus();
    fields.tell(fields.say("added", { title: `${this.#title(about)} ${values.length}` }));
    fields.changed(about.path, { isNew: true });
  }

  #remove(about, items, add, number) {
    const { fields } = this;
    const values = this.#values(about).filter((_, at) => at !== number);
    if (values.length) fields.state.set(about.path, values);
    else fields.state.drop(about.path);
    this.#draw(about, items, add);
    const next = items.children[Math.min(number, values.length - 1)];
    (next?.querySelector("fieldset, input, textarea, select") || add).focus();
    fields.tell(fields.say("removed", { title: `${this.#title(about)} ${number + 1}` }));
    fields.changed(about.path, { isMoved: true });
  }

  #move(about, items, add, number, by) {
    const { fields } = this;
    const values = [...this.#values(about)];
    [values[number], values[number + by]] = [values[number + by], values[number]];
    fields.state.set(about.path, values);
    this.#draw(about, items, add);
    const moved = items.children[number + by];
    const same = moved.querySelector(`[data-does="${by < 0 ? "up" : "down"}"]`) || moved.querySelector("[data-does]");
    same.focus();
    fields.tell(fields.say("moved", { title: this.#title(about), from: number + 1, to: number + by + 1 }));
    fields.changed(about.path, { isMoved: true });
  }
}
