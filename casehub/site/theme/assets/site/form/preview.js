/**
 * Shows a draft as a page of the hub would: plainly, and made of elements, never of markup that somebody typed.
 * Of Markdown it knows paragraphs, lists, headings, tables, emphasis, code, links and citations.
 */

export class Preview {
  constructor({ element, say, vocabularies, names }) {
    Object.assign(this, { element, say, vocabularies, names });
  }

  /** The whole page of a record. */
  page(type, data, sections) {
    const { element, say } = this;
    const numbers = new Map([data.sources ?? []].flat().filter((each) => each?.id).map(({ id }, at) => [id, at + 1]));
    const shown = Object.keys(type.properties).filter((key) => key in data && !["schema_version", "title", "summary", "status", "sources", "imported"].includes(key));
    return element(
      "article",
      { class: "ch-form__page" },
      element("h3", { text: String(data.title || say("untitled")) }),
      data.summary && element("p", { class: "ch-lead", text: String(data.summary) }),
      shown.length > 0 && element("dl", { class: "ch-facts ch-facts--inline" }, shown.map((key) => this.#fact(type.properties[key], key, data[key]))),
      type.sections.flatMap((name) => [
        element("h4", { text: name }),
        ...(sections[name]?.trim() ? this.blocks(sections[name], numbers) : [element("p", { class: "ch-missing", text: say("nothing_yet") })]),
      ]),
      numbers.size > 0 && [element("h4", { text: say("sources") }), element("ol", {}, data.sources.filter((each) => each?.id).map((each) => this.#source(each)))],
    );
  }

  #fact(schema, key, value) {
    const { element } = this;
    return element("div", {}, element("dt", { text: schema.title || key }), element("dd", {}, this.#value(schema, value)));
  }

  #value(schema, value) {
    const { element } = this;
    if (Array.isArray(value)) {
      const items = value.map((each) => this.#value(schema.items || {}, each));
      return items.length === 1 ? items[0] : element("ul", {}, items.map((each) => element("li", {}, each)));
    }
    if (typeof value === "object" && value !== null) {
      const parts = Object.entries(value).map(([key, each]) => {
        const below = schema.properties?.[key] || {};
        return element("span", { class: "ch-form__part" }, element("span", { class: "ch-quiet", text: `${below.title || key}: ` }), this.#value(below, each));
      });
      return element("span", {}, parts);
    }
    return element("span", { text: this.words(schema, value) });
  }

  /** A value in words: the label of a term, the name of a record. */
  words(schema, value) {
    for (const name of [schema["x-vocabulary"] ?? []].flat()) {
      if (this.vocabularies[name].labels.has(value)) return this.vocabularies[name].label(value);
    }
    if (schema["x-reference"]) return this.names(schema["x-reference"], value) ?? String(value);
    return String(value);
  }

  #source({ title, publisher, url, doi, published }) {
    const { element } = this;
    const words = [title, publisher, published].filter(Boolean).join(", ");
    const link = /^https?:\/\//.test(url || "") ? url : doi ? `https://doi.org/${doi}` : "";
    return element("li", {}, link ? element("a", { href: link, rel: "noopener", text: words || link }) : element("span", { text: words }));
  }

  // ---- the small part of Markdown

  blocks(text, numbers) {
    const { element } = this;
    const found = [];
    const chunks = text.replace(/\r\n?/g, "\n").replace(/<!--[\s\S]*?-->/g, "").split(/\n{2,}/).filter((each) => each.trim());
    for (const chunk of chunks) {
      let lines = chunk.replace(/^\n+|\s+$/g, "").split("\n");
      const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(lines[0]);
      if (heading) {
        found.push(element("h5", {}, this.inline(heading[1], numbers)));
        lines = lines.slice(1);
        if (!lines.length) continue;
      }
      const isList = (mark) => mark.test(lines[0]) && lines.every((line) => mark.test(line) || /^\s+\S/.test(line));
      if (lines.length > 1 && lines.every((line) => line.trim().startsWith("|")) && /^[\s|:-]+$/.test(lines[1])) found.push(this.#table(lines, numbers));
      else if (isList(/^\s{0,3}[-*+]\s+/)) found.push(element("ul", {}, this.#items(lines, /^\s{0,3}[-*+]\s+/, numbers)));
      else if (isList(/^\s{0,3}\d+[.)]\s+/)) found.push(element("ol", {}, this.#items(lines, /^\s{0,3}\d+[.)]\s+/, numbers)));
      else if (lines.every((line) => line.startsWith(">"))) {
        found.push(element("blockquote", {}, this.blocks(lines.map((line) => line.replace(/^>\s?/, "")).join("\n"), numbers)));
      } else found.push(element("p", {}, this.inline(lines.join("\n"), numbers)));
    }
    return found;
  }

  #items(lines, mark, numbers) {
    const items = [];
    for (const line of lines) {
      if (mark.test(line)) items.push(line.replace(mark, ""));
      else items[items.length - 1] += ` ${line.trim()}`;
    }
    return items.map((each) => this.element("li", {}, this.inline(each, numbers)));
  }

  #table(lines, numbers) {
    const { element } = this;
    const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
    const row = (line, name) => element("tr", {}, cells(line).map((cell) => element(name, {}, this.inline(cell, numbers))));
    return element("div", { class: "ch-table" }, element("table", {}, element("thead", {}, row(lines[0], "th")), element("tbody", {}, lines.slice(2).map((line) => row(line, "td")))));
  }

  /** Emphasis, code, links that lead to the web or a mailbox, and citations; everything else is text. */
  inline(text, numbers = new Map()) {
    const { element } = this;
    const found = [];
    const mark = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[@([a-z0-9-]+)\]|\[([^\]]+)\]\(([^)\s]+)\)/g;
    let at = 0;
    for (const match of text.matchAll(mark)) {
      const [whole, code, strong, soft, cited, words, target] = match;
      found.push(text.slice(at, match.index));
      at = match.index + whole.length;
      if (code) found.push(element("code", { text: code }));
      else if (strong) found.push(element("strong", {}, this.inline(strong, numbers)));
      else if (soft) found.push(element("em", {}, this.inline(soft, numbers)));
      else if (cited) found.push(element("span", { class: "ch-cite", text: `[${numbers.get(cited) ?? cited}]` }));
      else if (/^(https?:\/\/|mailto:)/.test(target)) found.push(element("a", { href: target, rel: "noopener", text: words }));
      else found.push(words);
    }
    return [...found, text.slice(at)].filter(Boolean);
  }
}
