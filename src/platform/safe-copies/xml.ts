import type { Attr, Document, Element, Node } from '@xmldom/xmldom';
import { library } from '#platform/libraries';

export type { Document, Element, Node };

/** The part is no XML a program can rely on: the file is refused, not guessed at. */
export class XmlFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XmlFault';
  }
}

/** XML bytes as text: UTF-8, or UTF-16 with its mark. */
export function decodeXml(bytes: Uint8Array): string {
  const [first = 0, second = 0] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** @throws XmlFault */
export function parseXml(bytes: Uint8Array): Document {
  const text = decodeXml(bytes).replace(/^\s*<\?xml[^>]{0,300}\?>\s*/, '');
  const { DOMParser } = library('@xmldom/xmldom');
  const parser = new DOMParser({
    onError: (level, message) => {
      if (level !== 'warning') throw new XmlFault(String(message).slice(0, 200));
    },
  });
  return parser.parseFromString(text, 'text/xml');
}

/** Always UTF-8, with the declaration Office programs write. */
export function writeXml(document: Document): Uint8Array {
  const { XMLSerializer } = library('@xmldom/xmldom');
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  return new TextEncoder().encode(head + new XMLSerializer().serializeToString(document));
}

export const isElement = (node: Node | null): node is Element => node !== null && node.nodeType === 1;

/** All elements of a tree in reading order. The list is fixed before anything is changed. */
export function elementsOf(root: Document | Element, test: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  let node: Node | null = root.firstChild;
  while (node !== null) {
    if (isElement(node) && test(node)) found.push(node);
    node = nextNode(node, root);
  }
  return found;
}

function nextNode(node: Node, root: Node): Node | null {
  if (node.firstChild !== null) return node.firstChild;
  let at: Node | null = node;
  while (at !== null && at !== root) {
    if (at.nextSibling !== null) return at.nextSibling;
    at = at.parentNode;
  }
  return null;
}

/** Elements of that local name, whatever the prefix and edition (transitional or strict) of the namespace. */
export const named = (root: Document | Element, ...names: readonly string[]): Element[] =>
  elementsOf(root, (element) => names.includes(element.localName ?? ''));

export function removeNode(node: Node): void {
  node.parentNode?.removeChild(node);
}

/** Puts an element's children in its place. */
export function unwrap(element: Element): void {
  while (element.firstChild !== null) element.parentNode?.insertBefore(element.firstChild, element);
  removeNode(element);
}

export function attributesOf(element: Element): Attr[] {
  return Array.from({ length: element.attributes.length }, (_, at) => element.attributes.item(at)).filter(
    (one) => one !== null,
  );
}

/** The nearest ancestor of that local name, or null. */
export function ancestor(node: Node, ...names: readonly string[]): Element | null {
  for (let at = node.parentNode; at !== null; at = at.parentNode)
    if (isElement(at) && names.includes(at.localName ?? '')) return at;
  return null;
}

export const childElements = (element: Element): Element[] => {
  const found: Element[] = [];
  for (let node = element.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node)) found.push(node);
  return found;
};

/** Adds an element of the same namespace and prefix as its parent. */
export function appendElement(parent: Element, localName: string): Element {
  const document = parent.ownerDocument;
  if (document === null) throw new XmlFault('an element of no document');
  const made = document.createElementNS(
    parent.namespaceURI,
    parent.prefix ? `${parent.prefix}:${localName}` : localName,
  );
  parent.appendChild(made);
  return made;
}
