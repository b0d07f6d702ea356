// Asks lunr.js the questions of a folder (index.json, asked.json) and prints its answers; see bench_search.py.
const [home, folder] = process.argv.slice(2);
const fs = require("fs");
const lunr = require(home + "/node_modules/lunr");
const index = lunr.Index.load(JSON.parse(fs.readFileSync(folder + "/index.json")));
const asked = JSON.parse(fs.readFileSync(folder + "/asked.json"));
const answers = asked.map((runs) =>
  runs.length ? index.query((q) => runs.forEach((run) => q.term(run))).map((each) => [each.ref, each.score]) : []);
process.stdout.write(JSON.stringify(answers));
