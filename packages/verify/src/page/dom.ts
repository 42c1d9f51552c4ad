type Child = Node | string | false | null | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | EventListener | undefined>>;

/** Makes an element. Text is text: nothing of a document or proof is ever read as HTML. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  setAll(element, attributes, children);
  return element;
}

/** The same for pictures. */
export function s(name: string, attributes: Attributes = {}, ...children: readonly Child[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  setAll(element, attributes, children);
  return element;
}

function setAll(element: Element, attributes: Attributes, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children)
    if (child !== false && child !== null && child !== undefined) element.append(child);
}

/** An element of the page that is always there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}
