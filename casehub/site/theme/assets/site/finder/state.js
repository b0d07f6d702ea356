/**
 * What the finder is asked for, and how an address says it:
 * ?q=waiting+times&exact=1&in=all&verdict=worked&verdict=mixed&country=SE&sort=date&page=2
 */

export const SORTS = ["relevance", "date", "evidence"];

/** Nothing asked for: every case study, newest first. */
export function nothing() {
  return { q: "", exact: false, everything: false, facets: {}, sort: "", page: 1 };
}

/** What an address asks for, and what it says that nobody understands: `{ state, ignored: [{ name, value }] }`. */
export function readState(query, facets) {
  const state = nothing();
  const ignored = [];
  const byAddress = new Map();
  for (const facet of facets) byAddress.set(facet.name, facet).set(facet.address, facet);
  const seen = new Set();
  for (const [name, raw] of new URLSearchParams(query)) {
    const value = raw.trim();
    const facet = byAddress.get(name);
    if (facet) {
      const chosen = (state.facets[facet.name] ||= []);
      if (value && !chosen.includes(value)) chosen.push(value);
      continue;
    }
    if (seen.has(name)) continue;
    seen.add(name);
    if (name === "q") state.q = value.slice(0, 200);
    else if (name === "exact" && value === "1") state.exact = true;
    else if (name === "in" && value === "all") state.everything = true;
    else if (name === "sort" && SORTS.includes(value)) state.sort = value;
    else if (name === "page" && /^[1-9]\d{0,6}$/.test(value)) state.page = Number(value);
    else if (value || !["q", "exact", "in", "sort", "page"].includes(name)) ignored.push({ name, value });
  }
  for (const name of Object.keys(state.facets)) if (!state.facets[name].length) delete state.facets[name];
  return { state, ignored };
}

/** The address of a state, as a query: the same state always has the same. */
export function writeState(state, facets) {
  const query = new URLSearchParams();
  if (state.q.trim()) query.append("q", state.q.trim());
  if (state.q.trim() && state.exact) query.append("exact", "1");
  if (state.everything) query.append("in", "all");
  for (const { name, address } of facets) {
    for (const value of state.facets[name] || []) query.append(address, value);
  }
  if (state.sort && state.sort !== usualSort(state)) query.append("sort", state.sort);
  if (state.page > 1) query.append("page", String(state.page));
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** With words the best match comes first, without words the newest. */
export function usualSort(state) {
  return state.q.trim() ? "relevance" : "date";
}

/** The sort that applies: relevance needs words. */
export function sortOf(state) {
  return state.sort && !(state.sort === "relevance" && !state.q.trim()) ? state.sort : usualSort(state);
}

/** What the index is asked: facets and the kind of page, and a sort that fetches no more than it must. */
export function asked(state) {
  const facets = { ...state.facets };
  if (!state.everything) facets.type = ["case"];
  const sort = sortOf(state);
  // The index numbers documents by date within a type: of one type, no order has to be fetched for that.
  const isGiven = sort === "date" && !state.q.trim() && !state.everything;
  return { text: state.q.trim(), facets, sort: isGiven ? "relevance" : sort };
}

/** A value is chosen, or not any more; the list starts again from its first page. */
export function toggled(state, facet, value) {
  const chosen = state.facets[facet] || [];
  const facets = { ...state.facets };
  facets[facet] = chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
  if (!facets[facet].length) delete facets[facet];
  return { ...state, facets, page: 1 };
}

/** Without a facet altogether. */
export function without(state, facet) {
  const facets = { ...state.facets };
  delete facets[facet];
  return { ...state, facets, page: 1 };
}

/** How many values are chosen. */
export function countChosen(state) {
  return Object.values(state.facets).reduce((sum, values) => sum + values.length, 0);
}
