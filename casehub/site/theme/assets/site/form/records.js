/**
 * Kinds of records and vocabularies as the form knows them: what is required when, what is missing, what is wrong.
 * `RecordType` here says what `casehub.records.schema.RecordType` says. `checks` are the modules schema.js and
 * wording.js.
 */

const STAGES = ["draft", "in-review", "published"];

/** The terms of one vocabulary: `{ title, form, terms: [[id, label, definition]] }`, in the file's order. */
export class Vocabulary {
  constructor({ title, form = "", terms, broader = {}, names = {} }, checks) {
    Object.assign(this, { title, form, isCoded: Boolean(form), terms, broader, names, checks });
    this.labels = new Map(terms.map(([id, label]) => [id, label]));
  }

  has(id) {
    return this.labels.has(id);
  }

  label(id) {
    return this.labels.get(id) ?? id;
  }

  choices(limit = 12) {
    if (this.isCoded) return this.form;
    const ids = this.terms.map(([id]) => id);
    return ids.slice(0, limit).join(", ") + (ids.length > limit ? ` and ${ids.length - limit} more` : "");
  }

  /** The id that somebody probably meant: by id, by a name, or by likeness. */
  suggestion(value) {
    const wanted = value.trim().toLowerCase();
    for (const [id, label] of this.terms) {
      if ([id, label, ...(this.names[id] || [])].some((name) => name.toLowerCase() === wanted)) return id;
    }
    const near = this.checks.wording.closest(wanted, this.labels.keys());
    if (near) return near;
    const byName = new Map(this.terms.flatMap(([id, label]) => [id, label, ...(this.names[id] || [])].map((name) => [name.toLowerCase(), id])));
    return byName.get(this.checks.wording.closest(wanted, byName.keys())) || "";
  }
}

/** The codes of regions: only those of some countries are at hand, the others are left to the check in the hub. */
export class Regions extends Vocabulary {
  known = new Set();

  /** Take in the regions `[[code, name]]` of countries whose codes begin with a letter. */
  add(letter, terms) {
    this.known.add(letter);
    this.terms = [...this.terms, ...terms];
    for (const [id, label] of terms) this.labels.set(id, label);
  }

  has(id) {
    return super.has(id) || (/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(id) && !this.known.has(id[0]));
  }
}

/** One kind of record: its fields, and how it is checked. */
export class RecordType {
  constructor(schema, vocabularies, catalogue, checks) {
    Object.assign(this, { schema, vocabularies, catalogue, checks });
    this.name = schema["x-type"];
    this.folder = schema["x-folder"];
    this.sections = schema["x-sections"] || [];
    this.properties = schema.properties;
    this.hasStatus = "status" in this.properties;
    this.isMarkdown = schema["x-file"] === "markdown";
  }

  stage(data) {
    if (!this.hasStatus) return "published";
    return [...STAGES, "withdrawn"].includes(data.status) ? data.status : "draft";
  }

  required(stage) {
    const due = stage === "withdrawn" ? STAGES.slice(0, 1) : STAGES.slice(0, STAGES.indexOf(stage) + 1);
    return Object.keys(this.properties).filter((key) => {
      const each = this.properties[key];
      return due.includes(each["x-required-from"]) || each["x-required-when"] === stage;
    });
  }

  /** What a stage still asks for, in the order of the schema. */
  missing(data, stage = "published") {
    return this.required(stage).filter((key) => !(key in data));
  }

  question(key) {
    const schema = this.properties[key] || {};
    return schema["x-ask"] || schema.description || schema.title || key;
  }

  /** Everything in the fields that breaks the schema at the record's stage, as findings with the way to each. */
  faults(given) {
    const { schema, wording } = this.checks;
    const data = structuredClone(given);
    const whole = { ...this.schema, required: this.required(this.stage(data)) };
    let found = schema.faults(whole, data, this.vocabularies);
    const becomeText = found.filter(
      ({ kind, expected, path }) => kind === "type" && expected === "string" && path.length && Number.isInteger(wording.valueAt(data, path)),
    );
    for (const { path } of becomeText) {
      wording.valueAt(data, path.slice(0, -1))[path.at(-1)] = String(wording.valueAt(data, path));
    }
    if (becomeText.length) found = schema.faults(whole, data, this.vocabularies);
    return wording.told(found, data, this.vocabularies).map((draft) => wording.said(draft, this.catalogue));
  }
}
