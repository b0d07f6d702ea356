/** How far a draft is: enough for a draft, ready for review, ready to publish; and what to answer next. */

/** What nobody is asked: the form answers it, or the editors do. */
const NOT_ASKED = ["schema_version", "status", "published", "withdrawn"];

/**
 * The three steps as `[{ stage, keys, open }]`: what each asks for, as ways to the answers, and what of it is open.
 * `order` lists all ways in the order of the form; `wrong` says whether an answer has an error.
 */
export function steps(type, state, order, wrong) {
  const texts = type.sections.map((name) => ["+text", name]);
  const stages = type.hasStatus ? ["draft", "in-review", "published"] : ["published"];
  return stages.map((stage) => {
    const fields = type.required(stage).filter((key) => !NOT_ASKED.includes(key)).map((key) => [key]);
    const asked = [...fields, ...(stage === "draft" ? [] : texts)];
    const keys = asked.sort((one, other) => at(order, one) - at(order, other));
    const open = keys.filter((path) => isOpen(state.get(path)) || wrong(path));
    return { stage, keys, open };
  });
}

const at = (order, path) => order.findIndex((each) => JSON.stringify(each) === JSON.stringify(path));
const isOpen = (value) => value === undefined || (typeof value === "string" && !/[\p{L}\p{N}]/u.test(value));

/** The question to answer next, or nothing: what a draft needs comes before what a review does. */
export function next(steps) {
  return steps.find(({ open }) => open.length)?.open[0] ?? null;
}
