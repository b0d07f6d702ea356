// Asks search.js the questions of a file and prints its answers.
// node answer.mjs search.js folder-of-indexes questions.json [classic]
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [source, folder, questions, way] = process.argv.slice(2);
const code = fs.readFileSync(source, "utf-8");

async function opened(language) {
  if (way !== "classic") {
    const { open } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    return open("nowhere/", async (name) => new Uint8Array(fs.readFileSync(path.join(folder, language, name))));
  }
  // A page opened from a disk, as far as the reader asks: scripts that are added run, nothing can be fetched.
  globalThis.fetch = () => Promise.reject(new Error("nothing may be fetched"));
  globalThis.document ||= {
    baseURI: `file://${folder}/index.html`,
    createElement: () => ({}),
    head: {
      append(script) {
        setTimeout(() => {
          try {
            vm.runInThisContext(fs.readFileSync(new URL(script.src), "utf-8"));
            script.onload();
          } catch {
            script.onerror();
          }
        });
      },
    },
  };
  if (!globalThis.casehubSearch) vm.runInThisContext(code);
  return globalThis.casehubSearch.open(`${language}/`);
}

const indexes = {};
const answers = [];
for (const { language = "en", ...question } of JSON.parse(fs.readFileSync(questions, "utf-8"))) {
  const index = (indexes[language] ||= await opened(language));
  const found = await index.search(question);
  answers.push({
    total: found.total,
    all: found.all,
    ids: found.ids,
    cards: found.cards.map((card) => [card.id, card.score, card.matched, card.url]),
    counts: Object.fromEntries(
      Object.entries(found.counts).map(([name, { title, values }]) => [
        name,
        [title, values.map(({ id, label, count, chosen }) => [id, label, count, chosen])],
      ]),
    ),
    words: found.words,
    corrected: found.corrected.map(({ from, to }) => [from, to]),
    unknown: found.unknown,
    ignored: found.ignored.map(({ facet, value }) => [facet, value]),
    problem: found.problem,
  });
}
process.stdout.write(JSON.stringify(answers));
