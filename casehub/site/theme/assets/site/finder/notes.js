/** What the finder says beside its results: spelling, what was left out, what failed, and what would help. */

function paragraph(...parts) {
  const element = document.createElement("p");
  element.append(...parts);
  return element;
}

function action(text, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ch-link";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

/** The sentences above the results. `ignored` is what the address says that nothing here is called. */
export function notes({ found, state, ignored, say, exactly, retry, missing }) {
  const told = [];
  if (found.problem) {
    const key = found.problem === "unsupported" ? "problem_unsupported" : missing ? "problem_none" : "problem_network";
    const problem = paragraph(say(key), " ", found.problem === "unsupported" ? "" : action(say("retry"), retry));
    problem.className = "ch-notice";
    problem.setAttribute("role", "alert");
    told.push(problem);
  }
  for (const { from, to } of found.corrected) {
    told.push(paragraph(say("corrected", { from, to }), " ", action(say("as_typed", { from }), () => exactly(true))));
  }
  if (state.exact && state.q) told.push(paragraph(say("exact"), " ", action(say("correct"), () => exactly(false))));
  if (found.unknown.length && !missing) {
    const words = found.unknown.map((word) => `“${word}”`).join(", ");
    told.push(paragraph(say("unknown", { count: found.unknown.length, words })));
  }
  if (ignored.length) {
    const list = ignored.map(({ name, value }) => (value ? `${name}: ${value}` : name)).join("; ");
    told.push(paragraph(say("ignored", { list })));
  }
  if (found.words.length > 1 && found.total && found.all !== found.total) {
    told.push(paragraph(say("all_words", { count: found.all })));
  }
  return told;
}

/**
 * What to do when nothing fits: each filter with what dropping it would give, the most helpful first.
 * `ways` are `{ text, state }`; `count(state)` asks the index, null when something newer is wanted by now.
 */
export async function helpful(ways, count) {
  const found = [];
  for (const way of ways) {
    const total = await count(way.state);
    if (total === null) return null;
    if (total) found.push({ ...way, total });
  }
  return found.sort((a, b) => b.total - a.total);
}

/** The empty state: what was asked for, and the ways out. */
export function empty(found, { title, drop, gives, again, follow, startAgain }) {
  const box = document.createElement("div");
  box.className = "ch-empty";
  const heading = document.createElement("h3");
  heading.textContent = title;
  box.append(heading);
  if (found.length) {
    const list = document.createElement("ul");
    for (const way of found) {
      const item = document.createElement("li");
      item.append(action(way.text, () => follow(way.state)), ` (${gives(way)})`);
      list.append(item);
    }
    box.append(paragraph(drop), list);
  }
  if (again) box.append(paragraph(action(again, startAgain)));
  return box;
}
