/**
 * Drafts: what somebody has typed, kept in this browser until they delete it. A draft is
 * `{ key, kind, id, isNamed, data, sections, added, digest, saved, mode }`: the fields of the record, the texts of its
 * sections by name, and the organisations that the hub does not have yet.
 */

const PREFIX = "casehub-draft-";

/** The drafts of this browser. Where it keeps nothing, everything still works until the page is closed. */
export class Store {
  constructor(storage) {
    this.storage = storage;
  }

  /** All drafts, the last saved first; what cannot be read is left alone. */
  all() {
    const found = [];
    try {
      for (let at = 0; at < this.storage.length; at++) {
        const key = this.storage.key(at);
        if (key.startsWith(PREFIX)) found.push(this.#read(key));
      }
    } catch {
      return [];
    }
    return found.filter(Boolean).sort((one, other) => String(other.saved).localeCompare(String(one.saved)));
  }

  #read(key) {
    try {
      const draft = JSON.parse(this.storage.getItem(key));
      const isWhole = draft.kind && [draft.data, draft.sections].every((each) => typeof each === "object" && each !== null);
      return isWhole ? { added: [], ...draft, key } : null;
    } catch {
      return null;
    }
  }

  open(key) {
    return this.#read(key);
  }

  /** Keep a draft. Returns nothing when it is kept, "full" when there is no room, "closed" when nothing is kept here. */
  save(draft) {
    try {
      this.storage.setItem(draft.key, JSON.stringify(draft));
      return "";
    } catch (error) {
      return error?.name === "QuotaExceededError" ? "full" : "closed";
    }
  }

  delete(key) {
    try {
      this.storage.removeItem(key);
    } catch {
      // Nothing was kept, so nothing is left.
    }
  }

  /** An empty draft under a key that no other has. */
  begin(kind, digest, now) {
    const key = `${PREFIX}${now.getTime().toString(36)}-${Math.floor(Math.random() * 1e6).toString(36)}`;
    return { key, kind, id: "", isNamed: false, data: {}, sections: {}, added: [], digest, saved: now.toISOString(), mode: "" };
  }
}

/**
 * The answers of one draft by their way: `["outcomes", 0, "unit"]` for a field, `["+text", name]` for a section,
 * `["+added", number, ...]` for an organisation to add, `["+id"]` for the record's address.
 */
export class State {
  constructor(draft) {
    this.draft = draft;
  }

  get([first, ...rest]) {
    if (first === "+id") return this.draft.id || undefined;
    if (first === "+text") return this.draft.sections[rest[0]];
    const [from, path] = first === "+added" ? [this.draft.added, [rest[0], "data", ...rest.slice(1)]] : [this.draft.data, [first, ...rest]];
    return path.reduce((value, step) => value?.[step], from);
  }

  set([first, ...rest], value) {
    if (first === "+id") this.draft.id = value;
    else if (first === "+text") this.draft.sections[rest[0]] = value;
    else if (first === "+added") put(this.draft.added[rest[0]].data, rest.slice(1), value);
    else put(this.draft.data, [first, ...rest], value);
  }

  /** Take an answer out, and the groups that are empty then; items of lists stay where they are. */
  drop([first, ...rest]) {
    if (first === "+id") this.draft.id = "";
    else if (first === "+text") delete this.draft.sections[rest[0]];
    else if (first === "+added") take(this.draft.added[rest[0]].data, rest.slice(1));
    else take(this.draft.data, [first, ...rest]);
  }

  /** The organisations to add, as `[id, name]`. */
  organisations() {
    return this.draft.added.filter(({ id }) => id).map(({ id, data }) => [id, data.name]);
  }

  /** The number of the organisation that was added for a field, or -1. */
  addedFor(path) {
    return this.draft.added.findIndex((each) => JSON.stringify(each.for) === JSON.stringify(path));
  }
}

function put(holder, path, value) {
  path.slice(0, -1).forEach((step, at) => {
    if (typeof holder[step] !== "object" || holder[step] === null) holder[step] = typeof path[at + 1] === "number" ? [] : {};
    holder = holder[step];
  });
  holder[path.at(-1)] = value;
}

function take(holder, path) {
  const [step, ...rest] = path;
  if (holder === undefined || holder === null) return;
  if (rest.length) {
    take(holder[step], rest);
    const below = holder[step];
    const isEmptyGroup = typeof below === "object" && below !== null && !Array.isArray(below) && !Object.keys(below).length;
    if (isEmptyGroup && typeof step !== "number") delete holder[step];
  } else if (Array.isArray(holder)) holder[step] = "";
  else delete holder[step];
}

/** Whether somebody has answered anything at all. */
export const isBegun = ({ data, sections, id, added }) =>
  Boolean(id || added.length || Object.keys(data).some((key) => key !== "language") || Object.values(sections).some((text) => text.trim()));

/** The fields of a record as its file has them: parts in the schema's order, and nothing empty. */
export function written(schema, value) {
  if (Array.isArray(value)) {
    const items = value.map((each) => written(schema.items || {}, each)).filter((each) => each !== undefined);
    return items.length ? items : undefined;
  }
  if (typeof value !== "object" || value === null) return value === "" ? undefined : value;
  const known = Object.keys(schema.properties || {});
  const keys = [...known.filter((key) => key in value), ...Object.keys(value).filter((key) => !known.includes(key))];
  const pairs = keys.map((key) => [key, written(schema.properties?.[key] || {}, value[key])]).filter(([, each]) => each !== undefined);
  return pairs.length ? Object.fromEntries(pairs) : undefined;
}
