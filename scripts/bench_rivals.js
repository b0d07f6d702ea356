/**
 * Drives the search of a page for scripts/bench_rivals.py, which puts this into every page before its own scripts.
 * Each of `rivals` has steps, whose promises are kept when the answer stands on the page.
 */

const at = (selector) => document.querySelector(selector);
const loaded = new Promise((give) => addEventListener("DOMContentLoaded", give));

const until = (holds) =>
  new Promise((give) => {
    if (holds()) return give();
    const watch = new MutationObserver(() => {
      if (!holds()) return;
      watch.disconnect();
      give();
    });
    watch.observe(document, { subtree: true, childList: true, attributes: true });
  });

/** Begin with a step, and offer the next: both say how many milliseconds it took. */
function bench({ name, opening, patience }) {
  const rival = rivals[name];
  const within = (answer) => {
    const late = new Promise((_, fail) => setTimeout(() => fail(new Error("no answer in time")), patience));
    return Promise.race([answer, late]);
  };
  const first = async ([step, ...values]) => {
    await loaded;
    await rival[step](...values);
    return performance.now();
  };
  const next = async ([step, ...values]) => {
    const start = performance.now();
    await rival[step](...values);
    return performance.now() - start;
  };
  rival.prepare?.();
  window.bench = { first: within(first(opening)), next: (action) => within(next(action)) };
}

// ---- ours

const isSettled = () => at("#ch-finder")?.dataset.ready && !at("#ch-results").hasAttribute("aria-busy");
const CaseHub = {
  view: () => until(isSettled),
  ask: async (text) => {
    await until(isSettled);
    at("#ch-finder-q").value = text;
    at(".ch-finder__form").requestSubmit();
    await until(isSettled);
  },
  tick: async (facet, value) => {
    at(`[data-facet="${facet}"] [data-value="${value}"] input`).click();
    await until(isSettled);
  },
};

// ---- Pagefind's own interface, on a bare page

const Pagefind = {
  load: async () => {
    if (Pagefind.search) return;
    const { options, filters, search } = await import(new URL("pagefind/pagefind.js", location.href).href);
    await options({ noWorker: true });
    Object.assign(Pagefind, { filters, search });
  },
  entry: (...parts) => {
    const item = document.createElement("li");
    item.append(...parts);
    return item;
  },
  show: async (text, filters) => {
    const found = await Pagefind.search(text, { filters });
    const first = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    if (!first.length) throw new Error("nothing was found");
    const entries = first.map(({ url, meta, excerpt }) => {
      const [link, words] = [document.createElement("a"), document.createElement("p")];
      [link.href, link.textContent, words.innerHTML] = [url, meta.title, excerpt];
      return Pagefind.entry(link, words);
    });
    at("#results").replaceChildren(...entries);
    return found.filters;
  },
  count: (counts) => {
    const entries = Object.entries(counts).flatMap(([facet, values]) =>
      Object.entries(values).map(([value, count]) => {
        const box = document.createElement("input");
        box.type = "checkbox";
        return Pagefind.entry(box, `${facet}: ${value} (${count})`);
      }),
    );
    at("#facets").replaceChildren(...entries);
  },
  view: async () => {
    await Pagefind.load();
    const [counts] = await Promise.all([Pagefind.filters(), Pagefind.show(null, {})]);
    Pagefind.count(counts);
  },
  ask: async (text) => {
    await Pagefind.load();
    await Pagefind.show(text, {});
  },
  tick: async (facet, value) => Pagefind.count(await Pagefind.show(null, { [facet]: [value] })),
};

// ---- stock Material

const Material = {
  /** Its worker becomes a frame of the page, as Material itself has it for pages that are opened from a disk. */
  prepare: () => {
    window.Worker = class extends EventTarget {
      constructor(url) {
        super();
        const frame = document.createElement("iframe");
        frame.hidden = true;
        document.body.append(frame);
        this.inside = frame.contentWindow;
        this.inside.postMessage = (data) => {
          const message = new MessageEvent("message", { data: structuredClone(data) });
          setTimeout(() => this.dispatchEvent(message));
        };
        const script = this.inside.document.createElement("script");
        script.src = url;
        this.ready = new Promise((give) => script.addEventListener("load", give));
        this.inside.document.body.append(script);
      }
      async postMessage(data) {
        await this.ready;
        this.inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
      }
    };
  },
  ask: async (text) => {
    const list = at(".md-search-result__list");
    const box = at("[data-md-component=search-query]");
    if (!at("[data-md-toggle=search]").checked) at("[data-md-toggle=search]").click();
    list.replaceChildren();
    box.focus();
    box.value = text;
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    await until(() => list.children.length);
  },
};

const rivals = { CaseHub, Pagefind, Material };
