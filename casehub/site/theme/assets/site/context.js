// How far one place is from another: the interpreter of schemas/context.yaml in the browser.
// casehub/knowledge/context.py is the same function; tests/knowledge/context-vectors.json proves both equal.

const UNKNOWN = { low: 0, high: 1 };

/**
 * The distance between two profiles: { overall, groups, dimensions, measures }. Each is a range { low, high }; a measure
 * has also its field and both values as they are known.
 */
export function distance(here, there, definition) {
  const dimensions = {};
  const measures = [];
  for (const dimension of definition.dimensions) {
    const ranges = dimension.measures.map((each) => measure(each, here, there));
    dimensions[dimension.id] = mean(ranges, dimension.measures.map((each) => each.weight));
    dimension.measures.forEach(({ field }, at) => measures.push({ field, here: here[field], there: there[field], ...ranges[at] }));
  }
  const groups = {};
  for (const group of definition.groups) {
    groups[group.id] = mean(group.dimensions.map((id) => dimensions[id]), group.dimensions.map(() => 1));
  }
  const all = Object.values(dimensions);
  return { overall: mean(all, all.map(() => 1)), groups, dimensions, measures };
}

/** What one measure says of two places: "alike", "differs" or "unknown". */
export function kindOf(measured, definition) {
  if (measured.low !== measured.high) return "unknown";
  return measured.high <= definition.alike ? "alike" : "differs";
}

/** How close two places are in a word; "unclear" where too little is known to say. */
export function closeness(overall, definition) {
  if (overall.high - overall.low > definition.wide) return "unclear";
  const alike = rounded(1 - middle(overall));
  return definition.closeness.find((each) => alike >= each.from)?.word || "far";
}

/** How alike two places are in percent, and how far that may be off to either side; halves are rounded up. */
export function percent(overall) {
  const whole = (value) => Math.floor(rounded(value) + 0.5);
  return { alike: whole(100 * (1 - middle(overall))), spread: whole(50 * (overall.high - overall.low)) };
}

/** What places are ordered by. */
export function middle(range) {
  return (range.low + range.high) / 2;
}

/** A place's answers with what follows from them: facts of its country, divisions of its functions. */
export function profileOf(answers, countries) {
  const known = {};
  for (const [key, value] of Object.entries(answers)) {
    if (value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length)) {
      known[key] = value;
    }
  }
  if (known.functions) known.divisions = [...new Set(known.functions.map((code) => code.slice(0, 4)))].sort();
  const facts = known.country ? countries[known.country] : undefined;
  if (known.country) known.areas = [known.country];
  if (facts) {
    for (const [key, value] of Object.entries(facts)) {
      if (key !== "areas") known[key] = value;
    }
    known.areas = [known.country, ...(facts.areas || [])];
  }
  return known;
}

function measure(definition, here, there) {
  const one = here[definition.field];
  const other = there[definition.field];
  if (isUnknown(one) || isUnknown(other)) return UNKNOWN;
  const value = MEASURES[definition.measure](one, other, definition);
  return value === null ? UNKNOWN : { low: value, high: value };
}

const MEASURES = {
  same: (one, other) => (one === other ? 0 : 1),
  share: (one, other) => {
    const all = new Set([...one, ...other]);
    const common = new Set(one.filter((value) => other.includes(value)));
    return 1 - common.size / all.size;
  },
  any: (one, other) => (one.some((value) => other.includes(value)) ? 0 : 1),
  steps: (one, other, { scale }) => {
    const from = scale.indexOf(one);
    const to = scale.indexOf(other);
    return from < 0 || to < 0 ? null : Math.abs(from - to) / (scale.length - 1);
  },
  ratio: (one, other, { limit }) =>
    one > 0 && other > 0 ? Math.min(1, Math.log(Math.max(one, other) / Math.min(one, other)) / Math.log(limit)) : null,
  nested: (one, other) => {
    for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
      if (one[at] === other[at]) return at / Math.max(one.length, other.length);
    }
    return 1;
  },
};

function rounded(value) {
  return Math.round(value * 1e9) / 1e9;
}

function isUnknown(value) {
  return value === undefined || value === null || (Array.isArray(value) && !value.length);
}

function mean(ranges, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const weigh = (end) => ranges.reduce((sum, range, at) => sum + range[end] * weights[at], 0) / total;
  return { low: weigh("low"), high: weigh("high") };
}
