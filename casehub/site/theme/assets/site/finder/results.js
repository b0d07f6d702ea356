/** Results as cards, the filters in use, and the pages of a long list. Everything is text, never HTML. */

/** A card as an entry of the list, made from the page's own template. */
export function result(card, { template, base, say, isEverything }) {
  const item = template.content.firstElementChild.cloneNode(true);
  const id = idOf(card);
  item.dataset.id = card.type === "case" ? id : "";
  const link = item.querySelector("a");
  link.textContent = card.title;
  link.href = base + card.url;
  const part = (name) => item.querySelector(`[data-part="${name}"]`);
  const fill = (name, text, place) => {
    if (text) (place || part(name)).textContent = text;
    else part(name)?.remove();
  };
  fill("type_label", isEverything ? card.type_label : "");
  fill("verdict", card.verdict, part("verdict").lastElementChild);
  if (card.verdict) part("verdict").className = `ch-badge ch-badge--verdict-${card.verdict_id}`;
  if (card.lang) link.lang = part("summary").lang = card.lang;
  fill("in_language", card.in_language);
  fill("country", card.country);
  fill("level", card.level);
  fill("lead_organisation", card.lead_organisation);
  fill("started", card.started && say("since", { year: card.started }));
  fill("summary", card.summary);
  fill("design", card.design, part("design").lastElementChild);
  if (!card.example) part("example").remove();
  if (card.type === "case") {
    const title = part("compare").querySelector(".ch-hidden");
    title.textContent = ` ${card.title}`;
    if (card.lang) title.lang = card.lang;
  } else part("compare").remove();
  for (const line of item.querySelectorAll(".ch-result__line")) if (!line.children.length) line.remove();
  return item;
}

/** The id of a record: the last step of its address. */
export function idOf(card) {
  return card.url.replace(/\/$/, "").split("/").at(-1);
}

/** A filter that can be taken away. The accessible name says so; what is seen is part of it. */
export function chip(text, prefix, remove) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ch-chip";
  const hidden = document.createElement("span");
  hidden.className = "ch-hidden";
  hidden.textContent = `${prefix} `;
  const seen = document.createElement("span");
  seen.className = "ch-chip__text";
  seen.textContent = text;
  const cross = document.createElement("span");
  cross.className = "ch-chip__cross";
  cross.setAttribute("aria-hidden", "true");
  button.append(hidden, seen, cross);
  button.addEventListener("click", () => remove(button));
  item.append(button);
  return item;
}

/** Links to the pages of a list. `address(page)` gives where each stands, `go(page)` follows without loading. */
export function paging(page, pages, { say, title, address, go }) {
  const nav = document.createElement("nav");
  nav.className = "ch-paging";
  nav.setAttribute("aria-label", title);
  const list = document.createElement("ul");
  const add = (number, text, label) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address(number);
    link.textContent = text;
    if (label) link.setAttribute("aria-label", label);
    if (label && number === page) link.setAttribute("aria-current", "page");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      go(number);
    });
    item.append(link);
    list.append(item);
  };
  if (page > 1) add(page - 1, say("before"));
  let last = 0;
  for (let number = 1; number <= pages; number++) {
    if (number !== 1 && number !== pages && Math.abs(number - page) > 2) continue;
    if (number - last > 1) {
      const gap = document.createElement("li");
      gap.textContent = "…";
      gap.setAttribute("aria-hidden", "true");
      list.append(gap);
    }
    add(number, String(number), say("page", { number }));
    last = number;
  }
  if (page < pages) add(page + 1, say("after"));
  nav.append(list);
  return nav;
}
