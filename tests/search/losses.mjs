// What search.js says when files cannot be had. Prints "all said" when everything is as it should be.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

const [source, folder] = process.argv.slice(2);
const { open } = await import(`data:text/javascript,${encodeURIComponent(fs.readFileSync(source, "utf-8"))}`);
let lost = () => false;
let delay = 0;
const asked = [];
async function read(name) {
  asked.push(name);
  if (delay) await new Promise((give) => setTimeout(give, delay));
  if (lost(name)) throw new Error(name);
  return new Uint8Array(fs.readFileSync(path.join(folder, name)));
}

lost = () => true;
const unopened = await open("x/", read);
assert.equal(await unopened.ready(), null);
assert.equal((await unopened.search({ text: "trial" })).problem, "network");
assert.deepEqual(await unopened.cards([1]), []);
assert.equal(await unopened.facet("country"), null);
await unopened.prefetch("trial");
lost = () => false;
assert.equal((await unopened.search({ text: "trial" })).problem, "");

for (const kind of ["terms", "words", "cards", "facet", "order"]) {
  const index = await open("x/", read);
  const question = { text: "trials qqqqtrial tria", facets: { country: ["GB"] }, show: ["verdict"], sort: "date" };
  lost = (name) => name.startsWith(kind);
  const found = await index.search(question);
  assert.equal(found.problem, "network", kind);
  assert.ok(Array.isArray(found.cards) && Array.isArray(found.ids), kind);
  assert.ok(!found.ignored.length, "what could not be looked up is not said to be unknown");
  lost = () => false;
  assert.equal((await index.search(question)).problem, "", kind);
}

const corrupt = await open("x/", async (name) => (name === "manifest.json" ? read(name) : new Uint8Array([31, 139, 1, 2])));
assert.equal((await corrupt.search({ text: "trial", show: ["country"] })).problem, "network");

// Files that somebody has unpacked on the way are read as they are.
const unpacked = await open("x/", async (name) => {
  const { gunzipSync } = await import("node:zlib");
  const bytes = await read(name);
  return bytes[0] === 31 ? new Uint8Array(gunzipSync(bytes)) : bytes;
});
assert.equal((await unpacked.search({ text: "congestion" })).problem, "");

// Only the latest search is answered.
const index = await open("x/", read);
delay = 5;
const [first, second] = await Promise.all([index.search({ text: "toll" }), index.search({ text: "trial" })]);
assert.equal(first, null);
assert.ok(second.total > 0);
delay = 0;

// Changing facets reads no postings again; a prefetched search reads none.
asked.length = 0;
await index.search({ text: "trial", facets: { verdict: ["worked"] }, show: ["country"] });
assert.ok(!asked.some((name) => name.startsWith("terms") || name.startsWith("words")));
await index.prefetch("payro");
asked.length = 0;
await index.search({ text: "payro" });
assert.ok(!asked.some((name) => name.startsWith("terms") || name.startsWith("words")));

const everything = await index.search({ perPage: Infinity });
assert.equal(everything.cards.length, 12);
assert.equal(everything.pages, 1);
const sorted = await index.search({ sort: (id) => -id });
assert.deepEqual(sorted.ids, everything.ids.slice().sort((a, b) => a - b));
const column = await index.facet("country");
assert.ok(everything.ids.some((id) => column.codesOf(id).includes("SE")));
console.log("all said");
