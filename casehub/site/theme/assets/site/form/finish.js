/**
 * The end of the form: how far the record is, what is wrong with it, what should not become public, what it will look
 * like, and the ways to hand it in. Nothing leaves the browser before somebody takes one of them.
 */

export class Finish {
  constructor(work) {
    this.work = work;
  }

  draw() {
    const { work } = this;
    const { element, say } = work;
    this.heading = element("h3", { id: "ch-form-end", tabindex: "-1", text: say("end") });
    this.told = element("div", { class: "ch-form__verdict", role: "status" });
    this.problems = element("div", { class: "ch-form__problems" });
    this.sensitive = element("div", { class: "ch-form__sensitive" });
    this.ends = element("div", { class: "ch-form__ends" });
    const option = (id, isReview) => {
      const box = element("input", { type: "radio", name: "ch-form-status", id: `ch-form-status-${id}`, checked: Boolean(work.wantsReview) === isReview, on: { change: () => {
        work.wantsReview = isReview;
        this.update();
      } } });
      return element("div", { class: "ch-form__option" }, box, element("label", { for: box.id, text: say(`as_${id}`) }));
    };
    work.wantsReview ??= true;
    this.status = element("fieldset", { class: "ch-form__set", hidden: true }, element("legend", { text: say("as") }), option("review", true), option("draft", false));
    this.preview = element("details", { class: "ch-form__more ch-form__preview" }, element("summary", { text: say("preview") }));
    this.preview.addEventListener("toggle", () => this.update());
    this.source = element("details", { class: "ch-form__more" }, element("summary", { text: say("source") }));
    this.source.addEventListener("toggle", () => this.update());
    const section = element(
      "section",
      { class: "ch-form__step ch-form__finish", "aria-labelledby": "ch-form-end" },
      this.heading,
      this.told,
      element("p", {}, element("button", { class: "ch-button", type: "button", text: say("check"), on: { click: () => {
        if (!work.checkAll().length) work.tell(say("nothing_wrong"));
      } } })),
      this.problems,
      this.preview,
      this.source,
      this.status,
      this.sensitive,
      this.ends,
    );
    this.update();
    return section;
  }

  /** The files to hand in: organisations that the hub does not have first, then the record. */
  files() {
    const { work } = this;
    const { m, draft, types, type } = work;
    const others = draft.added.filter(({ id }) => id).map(({ id, data }) => {
      const kind = types.organisation;
      return { path: `content/${kind.folder}/${id}.yml`, name: `${id}.yml`, text: m.writer.recordText(kind, m.drafts.written(kind.schema, data)) };
    });
    const data = m.drafts.written(type.schema, work.record());
    const sections = Object.fromEntries(Object.entries(draft.sections).filter(([, text]) => text.trim()).map(([name, text]) => [name, m.text.cleaned(text).trim()]));
    return [...others, { path: `content/${type.folder}/${draft.id}.md`, name: `${draft.id}.md`, text: m.writer.recordText(type, data, sections) }];
  }

  update() {
    if (!this.heading?.isConnected && !this.ends) return;
    const { work } = this;
    const { element, say, draft } = work;
    const [, review] = work.steps;
    const open = work.steps.slice(0, 2).flatMap(({ open: each }) => each).length;
    const isNamed = Boolean(draft.id);
    this.status.hidden = !work.isReady;
    const verdict = !isNamed ? say("end_nameless") : work.isReady ? say("end_ready") : say("end_draft", { count: review ? review.open.length : open });
    if (this.told.textContent !== verdict) this.told.textContent = verdict;
    this.problems.replaceChildren(...(work.findings.length ? [element("h4", { text: say("problem", { count: work.findings.length }) }), work.listOf(work.findings)] : []));
    if (this.preview.open) this.#look();
    const files = isNamed ? this.files() : [];
    if (this.source.open) this.#put(this.source, element("div", {}, files.map(({ path, text }) => [element("p", {}, element("code", { text: path })), element("pre", {}, element("code", { text }))])));
    const standing = JSON.stringify(files);
    if (standing === this.standing && this.ends.isConnected && this.ends.childElementCount) return;
    this.standing = standing;
    this.ends.replaceChildren();
    if (files.length) this.#guard(files, standing);
  }

  async #look() {
    const { work } = this;
    const { element, say, draft } = work;
    const { Preview } = await work.load("preview");
    const names = (kind, id) => [...(work.hub[kind] || []), ...work.state.organisations()].find(([each]) => each === id)?.[1];
    const shown = new Preview({ element, say, vocabularies: work.vocabularies, names });
    this.#put(this.preview, shown.page(work.type, work.m.drafts.written(work.type.schema, work.record()), draft.sections));
  }

  #put(details, content) {
    for (const each of [...details.children].slice(1)) each.remove();
    details.append(content);
  }

  // ---- what should not become public

  /** Show what looks sensitive: its kind and its field, never its text. What blocks is mended first, the rest looked at. */
  async #guard(files, standing) {
    const { work } = this;
    const { element, say, data, draft, m } = work;
    let watcher;
    try {
      watcher = await work.watcher();
    } catch {
      this.sensitive.replaceChildren(element("p", { class: "ch-notice", text: say("sensitive_failed") }));
      return;
    }
    if (standing !== this.standing) return;
    this.sensitive.replaceChildren();
    const found = [];
    const look = (value, path) => {
      if (typeof value === "string" && watcher) for (const each of watcher.found(value)) found.push({ ...each, field: path });
      else if (value && typeof value === "object") for (const [key, each] of Object.entries(value)) look(each, [...path, Array.isArray(value) ? Number(key) : key]);
    };
    look(draft.data, []);
    for (const [name, text] of Object.entries(draft.sections)) look(text, ["+text", name]);
    draft.added.forEach(({ data: each }, number) => look(each, ["+added", number]));
    if (!found.length) return this.#offer(files);
    const isBlocked = found.some(({ severity }) => severity === "error");
    const list = element("ul", {}, found.map((each) => {
      const { message, remedy } = m.wording.said({ code: each.code, path: [], words: { what: watcher.labels[each.id] } }, data.catalogue);
      return element("li", {}, element("a", { href: `#${m.fields.idOf(each.field)}`, text: `${work.titleOf(each.field)}: ${message}`, on: { click: (event) => {
        event.preventDefault();
        work.reach(each.field);
      } } }), ` ${remedy}`);
    }));
    const box = element("input", { type: "checkbox", id: "ch-form-looked", on: { change: () => (box.checked ? this.#offer(files) : this.ends.replaceChildren()) } });
    this.sensitive.append(
      element("div", { class: "ch-notice" },
        element("h4", { text: say("sensitive") }),
        element("p", { text: say(isBlocked ? "sensitive_blocks" : "sensitive_asks") }),
        list,
        isBlocked ? "" : element("div", { class: "ch-form__option" }, box, element("label", { for: box.id, text: say("sensitive_looked") })),
      ),
    );
  }

  // ---- the ways to hand it in

  #offer(files) {
    const { work } = this;
    const { element, say, m, root, draft } = work;
    this.ends.replaceChildren();
    const start = root.dataset.newFile;
    const mailbox = root.dataset.mailbox;
    const way = (key, ...content) => element("li", { class: "ch-form__way" }, element("h4", { text: say(key) }), content);
    const copyText = (text) => element("button", { class: "ch-button", type: "button", text: say("copy"), on: { click: async () => {
      const isCopied = await m.ends.copy(text);
      if (!isCopied) this.source.open = true;
      work.tell(say(isCopied ? "copied" : "not_copied"));
      this.said.textContent = say(isCopied ? "copied" : "not_copied");
    } } });
    const each = (make) => files.map((file) => element("p", { class: "ch-form__file" }, element("code", { text: file.path }), " ", make(file)));
    const ways = [];
    if (start) {
      ways.push(way("forge", element("p", { text: say("forge_text") }), files.length > 1 ? element("p", { text: say("forge_two") }) : "", each((file) => {
        const { url, isFilled } = m.ends.newFile(start, file.path, file.text);
        const link = element("a", { class: "ch-button", href: url, rel: "noopener", target: "_blank", text: say("forge_open"), data: { filled: String(isFilled) } });
        return isFilled ? [link] : [element("span", { class: "ch-form__long-note", text: say("forge_long") }), copyText(file.text), " ", link];
      })));
    }
    ways.push(way("file", element("p", { text: say(mailbox ? "file_mail" : "file_text") }), each((file) => element("button", { class: "ch-button", type: "button", text: say("download"), "aria-label": say("download_of", { name: file.name }), on: { click: () => {
      m.ends.download(file.name, file.text);
      work.tell(say("downloaded", { name: file.name }));
      this.said.textContent = say("downloaded", { name: file.name });
    } } }))));
    if (mailbox) {
      const title = draft.data.title || draft.id;
      const body = say("mail_body", { title, files: files.map(({ name }) => name).join(", ") });
      ways.push(way("mail", element("p", { text: say("mail_text", { mailbox }) }), element("p", {}, element("a", { class: "ch-button", href: m.ends.mail(mailbox, say("mail_subject", { title }), body), text: say("mail_open") }))));
    }
    ways.push(way("clipboard", element("p", { text: say("copy_text") }), each((file) => copyText(file.text))));
    this.said = element("p", { class: "ch-form__said-end", "aria-hidden": "true" });
    this.ends.append(element("ul", { class: "ch-form__ways" }, ways), this.said);
  }
}
