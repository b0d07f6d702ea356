// The list of peers, narrowed: by topic, country, language and offer, and by words of name, role or organisation.
// The page is whole without this script. What is chosen stands in the address; every word comes from the page.
(function () {
  "use strict";

  const form = document.getElementById("ch-people-filter");
  const list = document.getElementById("ch-people");
  if (!form || !list) return;
  const shown = document.getElementById("ch-people-count");
  const none = document.getElementById("ch-people-none");
  const ignored = document.getElementById("ch-people-ignored");
  const words = form.elements.namedItem("q");
  const selects = Array.from(form.querySelectorAll("select"));
  const people = Array.from(list.children, (item) => ({
    item,
    text: plain(item.textContent),
    values: Object.fromEntries(selects.map((each) => [each.name, item.dataset[each.name].split(" ").filter(Boolean)])),
  }));
  let said;

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  }

  function chosen() {
    return { q: plain(words.value), values: Object.fromEntries(selects.map((each) => [each.name, each.value])) };
  }

  // Whether a person fits what is chosen, one filter left out: its own options count what they would give.
  function fits(person, wanted, but) {
    return (
      wanted.q.split(" ").every((word) => person.text.includes(word)) &&
      selects.every(({ name }) => {
        const value = wanted.values[name];
        return name === but || !value || person.values[name].includes(value);
      })
    );
  }

  function show() {
    const wanted = chosen();
    let count = 0;
    for (const person of people) {
      const fit = fits(person, wanted, "");
      person.item.hidden = !fit;
      if (fit) count += 1;
    }
    for (const select of selects) {
      const among = people.filter((person) => fits(person, wanted, select.name));
      for (const option of Array.from(select.options).slice(1)) {
        const gives = among.filter((person) => person.values[select.name].includes(option.value)).length;
        option.textContent = option.dataset.label + " (" + gives + ")";
      }
    }
    none.hidden = count > 0;
    const sentence = count === 1 ? form.dataset.one : form.dataset.many.replace("{count}", count);
    clearTimeout(said);
    said = setTimeout(() => {
      shown.textContent = sentence;
    }, 150);
  }

  function address() {
    const query = new URLSearchParams();
    if (words.value.trim()) query.set("q", words.value.trim());
    for (const select of selects) if (select.value) query.set(select.name, select.value);
    const text = query.toString();
    return location.pathname + (text ? "?" + text : "") + location.hash;
  }

  function remember(isNew) {
    const url = address();
    if (url === location.pathname + location.search + location.hash) return;
    try {
      history[isNew ? "pushState" : "replaceState"](null, "", url);
    } catch (error) {
      // A browser may refuse when the address changes too often; the list is right all the same.
    }
  }

  // What the address says is chosen; what it names and nobody has is said and left out.
  function read() {
    const query = new URLSearchParams(location.search);
    const unknown = [];
    words.value = query.get("q") || "";
    for (const select of selects) {
      const value = query.get(select.name) || "";
      select.value = value;
      if (select.selectedIndex < 0) {
        select.value = "";
        unknown.push(value);
      }
    }
    for (const name of new Set(query.keys())) {
      if (name !== "q" && !selects.some((each) => each.name === name)) unknown.push(name);
    }
    ignored.hidden = !unknown.length;
    ignored.textContent = unknown.length ? form.dataset.ignored.replace("{values}", () => unknown.join(", ")) : "";
    show();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  // Typing changes the address in place; each choice is a step that the back button undoes.
  words.addEventListener("input", () => {
    show();
    remember(false);
  });
  for (const select of selects) {
    select.addEventListener("change", () => {
      show();
      remember(true);
    });
  }
  form.addEventListener("reset", () => {
    setTimeout(() => {
      ignored.hidden = true;
      show();
      remember(true);
    });
  });
  window.addEventListener("popstate", read);
  read();
})();
