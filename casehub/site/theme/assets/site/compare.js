// Cases side by side. Which ones stands in the address (?ids=a,b); each is fetched from its own small file.
(function () {
  "use strict";

  var ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  var root = document.getElementById("ch-compare");
  var base = root.dataset.base;
  var most = Number(root.dataset.most);
  var data = JSON.parse(document.getElementById("ch-compare-data").textContent);
  var words = data.words;
  var only = byId("ch-compare-only");
  var fetched = new Map();
  var asked = 0;

  function byId(id) {
    return document.getElementById(id);
  }

  function say(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, key) {
      return key in values ? values[key] : whole;
    });
  }

  function make(tag, properties, children) {
    var element = Object.assign(document.createElement(tag), properties || {});
    (children || []).forEach(function (child) {
      element.append(child);
    });
    return element;
  }

  /** What the address asks for: each id once, in its order. */
  function wanted() {
    var parameters = new URLSearchParams(window.location.search);
    var ids = parameters
      .getAll("ids")
      .join(",")
      .split(",")
      .map(function (id) {
        return id.trim();
      });
    return { ids: Array.from(new Set(ids.filter(Boolean))), only: parameters.get("only") === "differs" };
  }

  function address(ids) {
    // Ids are plain letters, digits and hyphens, so commas may stand as they are.
    var query = ids.length ? "?ids=" + ids.join(",") : "";
    if (only.checked) query += (query ? "&" : "?") + "only=differs";
    return window.location.pathname + query;
  }

  /** A case's file; null when there is no such case. */
  function fetchCase(id) {
    if (!ID.test(id)) return Promise.resolve(null);
    if (!fetched.has(id)) {
      var answer = fetch(base + "cases/" + id + "/record.json").then(function (response) {
        if (response.status === 404) return null;
        if (!response.ok) throw new Error(String(response.status));
        return response.json();
      });
      fetched.set(id, answer);
      answer.catch(function () {
        fetched.delete(id); // so that it can be tried again
      });
    }
    return fetched.get(id);
  }

  function texts(cell) {
    return cell
      .map(function (item) {
        return item.text;
      })
      .sort()
      .join("\n");
  }

  /** Whether the cells of a row say the same: "same", "differs", "partly" stated, or "nowhere". */
  function compared(cells) {
    var stated = cells.filter(function (cell) {
      return cell.length;
    });
    if (!stated.length) return "nowhere";
    var distinct = new Set(stated.map(texts));
    if (distinct.size > 1) return "differs";
    return stated.length < cells.length ? "partly" : "same";
  }

  function valueOf(item) {
    if (!item.url) return item.text;
    var outside = /^(https?:|mailto:)/.test(item.url);
    return make("a", { href: outside ? item.url : base + item.url, textContent: item.text });
  }

  function cellOf(cell, language, blank) {
    var td = make("td", { dir: "auto" });
    if (!cell.length) td.append(make("span", { className: "ch-missing", textContent: blank }));
    else if (cell.length === 1) td.append(valueOf(cell[0]));
    else {
      var items = cell.map(function (item) {
        return make("li", {}, [valueOf(item)]);
      });
      td.append(make("ul", {}, items));
    }
    if (cell.length && cell[0].detail) td.append(make("span", { className: "ch-quiet", textContent: cell[0].detail }));
    if (language !== document.documentElement.lang) td.lang = language;
    return td;
  }

  function rowOf(label, cells, cases, blank, partly) {
    var state = cases.length > 1 ? compared(cells) : "";
    var head = make("th", { scope: "row" }, [label]);
    if (state) {
      var told = state === "partly" ? partly : words[state];
      head.append(make("span", { className: "ch-compare__state ch-compare__state--" + state, textContent: told }));
    }
    var row = make("tr", {}, [head]);
    row.dataset.state = state;
    cells.forEach(function (cell, at) {
      row.append(cellOf(cell, cases[at].language, blank));
    });
    return row;
  }

  /** A row for each indicator that a case measured; those that several measured come first. */
  function measured(cases) {
    var found = new Map();
    cases.forEach(function (each, at) {
      each.outcomes.forEach(function (outcome) {
        if (!found.has(outcome.id)) {
          var empty = cases.map(function () {
            return [];
          });
          found.set(outcome.id, { label: outcome.label, cells: empty });
        }
        found.get(outcome.id).cells[at].push(outcome);
      });
    });
    function breadth(row) {
      return row.cells.filter(function (cell) {
        return cell.length;
      }).length;
    }
    return Array.from(found.values()).sort(function (one, other) {
      return breadth(other) - breadth(one);
    });
  }

  function bodyOf(group, cases) {
    var name = make("span", { textContent: group.label });
    var title = make("th", { scope: "rowgroup", colSpan: cases.length + 1 }, [name]);
    var body = make("tbody", {}, [make("tr", { className: "ch-compare__group" }, [title])]);
    var rows =
      group.key === "outcomes"
        ? measured(cases).map(function (row) {
            return rowOf(row.label, row.cells.map(withDetails), cases, words.not_measured, words.partly_measured);
          })
        : group.rows.map(function (row) {
            var cells = cases.map(function (each) {
              return each.cells[row.key] || [];
            });
            var made = rowOf(row.label, cells, cases, data.notStated, words.partly);
            if (row.key === "verdict") showVerdicts(made, cases);
            return made;
          });
    rows.forEach(function (row) {
      body.append(row);
    });
    return body;
  }

  /** Verdicts have a shape as well as a word, as they have everywhere. */
  function showVerdicts(row, cases) {
    cases.forEach(function (each, at) {
      var cell = row.cells[at + 1];
      if (!each.verdict) return;
      var badge = make("span", { className: "ch-badge ch-badge--verdict-" + each.verdict });
      var shape = make("span", { className: "ch-badge__shape" });
      shape.setAttribute("aria-hidden", "true");
      badge.append(shape, cell.textContent);
      cell.replaceChildren(badge);
    });
  }

  /** Several outcomes on one indicator are told with their details, so that they can be told apart. */
  function withDetails(cell) {
    if (cell.length < 2) return cell;
    return cell.map(function (item) {
      return { text: item.detail ? item.text + " (" + item.detail + ")" : item.text };
    });
  }

  function headOf(each, cases) {
    var remove = make("button", { type: "button", className: "ch-button", textContent: words.remove });
    remove.setAttribute("aria-label", say(words.remove_what, { title: each.title }));
    remove.addEventListener("click", function () {
      var rest = cases.filter(function (other) {
        return other !== each;
      });
      window.history.pushState(null, "", address(rest.map(idOf)));
      show(say(words.removed, { title: each.title })).then(function () {
        byId("ch-compare-title").focus();
      });
    });
    var link = make("a", { href: base + each.url, textContent: each.title, lang: each.language, dir: "auto" });
    var place = [each.place, each.years].filter(Boolean).join(" · ");
    var head = make("th", { scope: "col" }, [link, make("span", { className: "ch-quiet", textContent: place })]);
    if (each.note) head.append(make("span", { className: "ch-quiet", textContent: each.note }));
    head.append(remove);
    return head;
  }

  function idOf(each) {
    return each.id;
  }

  function tableOf(cases) {
    var corner = make("th", { scope: "col", textContent: words.field });
    var heads = cases.map(function (each) {
      return headOf(each, cases);
    });
    var table = make("table", {}, [make("thead", {}, [make("tr", {}, [corner].concat(heads))])]);
    table.className = "ch-compare__table ch-compare__table--" + cases.length;
    data.groups.forEach(function (group) {
      table.append(bodyOf(group, cases));
    });
    return table;
  }

  /** Hide the rows that do not differ, and the groups that are left empty; gives how many differ, of how many. */
  function narrow() {
    var count = { differ: 0, rows: 0 };
    byId("ch-compare-table")
      .querySelectorAll("tbody")
      .forEach(function (body) {
        var shown = 0;
        Array.from(body.rows).forEach(function (row) {
          if (!("state" in row.dataset)) return;
          var differs = row.dataset.state === "differs" || row.dataset.state === "partly";
          row.hidden = only.checked && !differs;
          count.rows += 1;
          if (differs) count.differ += 1;
          if (!row.hidden) shown += 1;
        });
        body.hidden = !shown;
      });
    return count;
  }

  function tell(cases, first) {
    var count = narrow();
    var told = { count: cases.length, differ: count.differ, rows: count.rows };
    byId("ch-compare-status").textContent = [first, cases.length > 1 ? say(words.told, told) : ""].filter(Boolean).join(" ");
  }

  /** Show what the address asks for. `first` is said before the count. */
  async function show(first) {
    var turn = (asked += 1);
    var request = wanted();
    only.checked = request.only;
    byId("ch-compare-status").textContent = request.ids.length ? words.loading : "";
    var notes = [];
    var found = await Promise.all(
      request.ids.slice(0, most).map(function (id) {
        return fetchCase(id).then(
          function (answer) {
            if (!answer) notes.push(say(words.unknown, { id: id }));
            return answer;
          },
          function () {
            notes.push(say(words.unreachable, { id: id }));
            return null;
          },
        );
      }),
    );
    if (turn !== asked) return; // a later request has been made meanwhile
    var cases = found.filter(Boolean);
    if (request.ids.length > most) {
      notes.push(say(words.too_many, { most: most, ids: request.ids.slice(most).join(", ") }));
    }
    byId("ch-compare-notes").replaceChildren.apply(
      byId("ch-compare-notes"),
      notes.map(function (note) {
        return make("p", { textContent: note });
      }),
    );
    byId("ch-compare-notes").hidden = !notes.length;
    byId("ch-compare-empty").hidden = cases.length > 0;
    byId("ch-compare-shown").hidden = !cases.length;
    byId("ch-compare-one").hidden = cases.length !== 1;
    byId("ch-compare-add").hidden = cases.length >= most;
    only.closest("label").hidden = cases.length < 2;
    if (cases.length < 2) only.checked = false;
    byId("ch-compare-table").replaceChildren();
    if (cases.length) byId("ch-compare-table").append(tableOf(cases));
    tell(cases, [first].concat(notes).filter(Boolean).join(" "));
    root.dataset.shown = String(cases.length);
    byId("ch-compare-add").onclick = function () {
      keep(cases);
    };
    only.onchange = function () {
      window.history.replaceState(null, "", address(cases.map(idOf)));
      tell(cases, "");
    };
  }

  /** Whoever goes to the list to add a case finds these chosen there. */
  function keep(cases) {
    var chosen = cases.map(function (each) {
      return { id: each.id, title: each.title };
    });
    try {
      sessionStorage.setItem("casehub-compare", JSON.stringify(chosen));
    } catch (error) {
      // Without storage they are chosen again.
    }
  }

  window.addEventListener("popstate", function () {
    show("");
  });
  show("");
})();
