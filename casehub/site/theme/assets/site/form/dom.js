/** Makes elements. Text is always set as text, so nothing that somebody typed is read as markup. */
export function element(name, { on = {}, text, data = {}, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null && (value !== "" || key === "value")) made.setAttribute(key, value);
  }
  if (text !== undefined) made.textContent = text;
  Object.assign(made.dataset, data);
  for (const [event, does] of Object.entries(on)) made.addEventListener(event, does);
  made.append(...children.flat(Infinity).filter((each) => ![null, undefined, false, ""].includes(each)));
  return made;
}
