import { isRelationships, type Parts, relationships, xmlOf } from './package.ts';
import { passageBuilder, type Slot, type SlottedPassage } from './slots.ts';
import { ancestor, attributesOf, childElements, type Document, type Element, elementsOf } from './xml.ts';

/* Words outside the paragraphs and cells of an Office file. */

export function textSlot(element: Element): Slot {
  return {
    // One sign for one: offsets of the passage are offsets of the text.
    text: (element.textContent ?? '').replaceAll(/[\n\r\t\f\v]/g, ' '),
    write: (text) => {
      element.textContent = text;
      if (/^\s|\s$/.test(text) && /wordprocessingml/.test(element.namespaceURI ?? ''))
        element.setAttributeNS('http://www.w3.org/XML/1998/namespace', 'xml:space', 'preserve');
    },
  };
}

/** Attributes that hold words a reader is shown or read out. */
const wordAttributes = new Set([
  'descr',
  'title',
  'alt',
  'tooltip',
  'display',
  'displayText',
  'prompt',
  'promptTitle',
  'error',
  'errorTitle',
  'string',
  'name',
  'caption',
]);
const valueElements = new Set([
  'alias',
  'tag',
  'default',
  'listItem',
  'statusText',
  'helpText',
  'placeholder',
]);

/** Words outside paragraphs: fields, alternative texts, controls; one a line. */
export function leftOver(
  document: Document,
  skip: (element: Element) => boolean = isParagraphText,
): SlottedPassage {
  const builder = passageBuilder('field', '');
  const add = (slot: Slot) => {
    if (slot.text.trim() === '') return;
    builder.divide('\n');
    builder.add(slot);
  };
  for (const element of elementsOf(document, (one) => !skip(one))) {
    for (const attribute of attributesOf(element)) {
      const isWords =
        wordAttributes.has(attribute.localName ?? '') ||
        (attribute.localName === 'val' && valueElements.has(element.localName ?? '')) ||
        (attribute.localName === 'v' && element.localName === 's');
      if (isWords)
        add({ text: attribute.value.replaceAll(/\s/g, ' '), write: (text) => (attribute.value = text) });
    }
    const isLeaf = childElements(element).length === 0;
    if (isLeaf && (element.textContent ?? '') !== '') add(textSlot(element));
  }
  return builder.build();
}

const isParagraphText = (element: Element) => element.localName === 't' && ancestor(element, 'p') !== null;

/** Charts, drawings, diagrams, layouts: whatever XML is left. Styles and themes hold no words of anybody. */
export function otherParts(parts: Parts, seen: readonly string[]): SlottedPassage[] {
  const noWords =
    /(?:^|\/)(?:\[Content_Types\]|styles|stylesWithEffects|theme\d*|fontTable|webSettings)\.xml$/;
  return [...parts.bytes.keys()]
    .filter((name) => /\.(?:xml|vml)$/i.test(name) && !isRelationships(name))
    .filter((name) => !seen.includes(name) && !noWords.test(name))
    .flatMap((name) => {
      const document = xmlOf(parts, name);
      return document === undefined ? [] : [leftOver(document, () => false)];
    });
}

/** Addresses behind links: mail addresses and telephone numbers stand there as well. */
export function links(parts: Parts): SlottedPassage {
  const builder = passageBuilder('link', '');
  for (const one of relationships(parts).filter((each) => each.isExternal)) {
    builder.divide('\n');
    builder.add({
      text: one.target.replaceAll(/\s/g, ' '),
      write: () => one.element.setAttribute('Target', '#'),
    });
  }
  return builder.build();
}
