// Asks the modules of the browser form what they make of records, and prints the answers.
// node form.mjs folder-of-modules < {"checks": {...}, "asked": [{"do": ..., ...}]}
import fs from "node:fs";
import path from "node:path";

const folder = process.argv[2];
const load = (name) => {
  const code = fs.readFileSync(path.join(folder, `${name}.js`), "utf-8");
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
};
const { checks, asked } = JSON.parse(fs.readFileSync(0, "utf-8"));
const [schema, wording, records, writer, text, across] = await Promise.all(
  ["schema", "wording", "records", "writer", "text", "across"].map(load),
);
const modules = { schema, wording };
const vocabularies = Object.fromEntries(
  Object.entries(checks?.vocabularies || {}).map(([id, each]) => [id, new records.Vocabulary(each, modules)]),
);
const typeOf = (name) => new records.RecordType(checks.types[name], vocabularies, checks.catalogue, modules);

const answers = {
  check: async ({ type, data }) => typeOf(type).faults(data),
  strange: async ({ schema: each }) => [...schema.strange(each)],
  say: async ({ code, words }) => wording.said({ code, path: [], words }, checks.catalogue),
  closest: async ({ word, known }) => wording.closest(word, known),
  write: async ({ type, data, sections }) => writer.recordText(typeOf(type), data, sections),
  slug: async ({ title }) => writer.slug(title),
  text: async ({ type, body }) => {
    const drafts = text.faults(typeOf(type).sections, text.factsOf(body), wording.closest);
    return drafts.map((draft) => [wording.said({ path: [], ...draft }, checks.catalogue), draft.line]);
  },
  across: async ({ type, data, citations, named, kinds, today }) => {
    const ids = (each) => (named[each] ? new Set(named[each]) : null);
    const surroundings = { citations, named: ids, types: kinds, today, closest: wording.closest };
    return across.drafts(typeOf(type), data, surroundings).map((draft) => wording.said({ path: [], ...draft }, checks.catalogue));
  },
  missing: async ({ type, data, stage }) => typeOf(type).missing(data, stage),
};
const told = [];
for (const each of asked) told.push(await answers[each.do](each));
process.stdout.write(JSON.stringify(told));
