// Asks sensitive.js what it finds in texts and prints the answers, with places in code points as Python counts them.
// node find_sensitive.mjs sensitive.js vocabulary.json texts.json
import fs from "node:fs";

const [source, vocabulary, texts] = process.argv.slice(2);
const code = fs.readFileSync(source, "utf-8");
const { found } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
const words = JSON.parse(fs.readFileSync(vocabulary, "utf-8"));

const points = (text, at) => Array.from(text.slice(0, at)).length;
const answers = JSON.parse(fs.readFileSync(texts, "utf-8")).map((text) =>
  found(text, words).map(({ id, code, severity, start, end }) => [
    id,
    code,
    severity,
    points(text, start),
    points(text, end),
  ]),
);
process.stdout.write(JSON.stringify(answers));
