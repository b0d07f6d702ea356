/**
 * What is asked beyond plain fields: the sections of the text, the address of the record, and organisations that the
 * hub does not have yet.
 */

/** A class with these questions. */
export const withStory = (Base) =>
  class extends Base {
  section(name) {
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
      element("p", { class: "ch-form__help", id: `${id}-help`, text: name === this.type.sections[0] ? `${prompt} ${say("text_help")}` : prompt }),
      element("p", { class: "ch-form__wrong", id: `${id}-wrong`, hidden: true }),
      area,
      note,
    );
  }

  /** The address of the record, made from its title until somebody changes it; told when it is taken. */
  address() {
    const { element, say, type } = this;
    const input = element("input", {
      class: "ch-input", id: "f-_id", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false", "aria-describedby": "f-_id-help f-_id-wrong",
      on: { change: () => {
        this.draft.id = input.value = input.value.trim();
        this.draft.isNamed = Boolean(input.value);
        this.changed(["+id"]);
        this.compare();
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
    this.showId();
    if (this.draft.id) this.compare();
    return [this.alike, box];
  }

  showId() {
    if (this.idShown) this.idShown.textContent = this.draft.id ? `${this.type.folder}/${this.draft.id}/` : "…";
    if (this.idInput && !this.draft.isNamed) this.idInput.value = this.draft.id;
  }

  named() {
    if (!this.draft.isNamed) this.draft.id = this.m.writer.slug(String(this.draft.data.title ?? ""));
    this.showId();
  }

  /** Two people may write about the same: whoever comes second is told at once, with the link. */
  async compare() {
    const { element, say, draft, type, base } = this;
    const [id, title] = [draft.id, String(draft.data.title ?? "")];
    const [other, near] = await Promise.all([id ? this.taken(type.name, id) : null, title ? this.similar(type.name, title) : []]);
    if (id !== draft.id) return;
    this.clash = other;
    const link = (name, url) => (url ? element("a", { href: base + url, text: name, target: "_blank", rel: "noopener" }) : element("strong", { text: name }));
    const lines = [];
    if (other) lines.push(element("p", {}, `${say("id_taken", { id })} `, other.length ? link(...other) : ""));
    const others = near.filter((each) => each.url !== other?.[1]);
    if (others.length) lines.push(element("p", { text: say("alike") }), element("ul", {}, others.map((each) => element("li", {}, link(each.title, each.url)))));
    this.alike?.replaceChildren(...(lines.length ? [element("div", { class: "ch-notice" }, lines)] : []));
    this.check();
    this.mark();
  }

  unlisted(path) {
    const country = this.state.get(["country"]);
    this.draft.added.push({ for: path, id: "", data: { schema_version: 1, ...(country ? { country } : {}) } });
    this.state.drop(path);
    this.redraw(path);
    this.focusOn(["+added", this.draft.added.length - 1, "name"]);
    this.save();
  }

  redraw(path) {
    const old = this.questions.querySelector(`[data-path='${JSON.stringify([path[0]])}']`);
    const isWrapped = old.parentElement !== this.questions && path[0] === "title";
    (isWrapped ? old.parentElement : old).replaceWith(this.question([path[0]]));
    this.mark();
  }

  /** The few questions about an organisation that the hub does not have: a file of its own goes with the record. */
  added(about, number) {
    const { element, say, m } = this;
    const fields = this.organisationFields;
    const { properties, } = this.types.organisation;
    const inside = ["name", "type", "country", "website"].filter((key) => key in properties);
    const back = element("button", { class: "ch-form__small", type: "button", text: say("listed"), on: { click: () => {
      this.draft.added.splice(number, 1);
      this.state.drop(about.path);
      this.redraw(about.path);
      this.focusOn(about.path);
      this.changed(about.path);
    } } });
    return fields.set(
      { ...about, id: m.fields.idOf(about.path), help: { words: say("unlisted_help"), example: "" } },
      inside.map((key) => fields.field(properties[key], ["+added", number, key], { label: this.types.organisation.question(key), isNeeded: properties[key]["x-required-from"] === "draft" })),
      back,
    );
  }

  nameAdded(number) {
    const added = this.draft.added[number];
    const id = this.m.writer.slug(String(added.data.name ?? ""));
    added.id = id;
    if (id) this.state.set(added.for, id);
    else this.state.drop(added.for);
  }
};
