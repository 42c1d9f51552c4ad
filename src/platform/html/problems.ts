import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * What is wrong with a whole page: parse errors of the HTML standard, doubled ids, references to ids that are not there,
 * controls without a label, pictures without alternative, skipped heading levels, inline script or style.
 * For tests and for the self-check; a page in order answers an empty list.
 */
export function htmlProblems(markup: string): readonly string[] {
  const problems: string[] = [];
  const document = parse(markup, {
    sourceCodeLocationInfo: true,
    onParseError: (error) => {
      problems.push(`${error.code} at line ${error.startLine}, column ${error.startCol}`);
    },
  });
  const elements = [...walk(document)];
  return [
    ...problems,
    ...structureProblems(markup, elements),
    ...idProblems(elements),
    ...elements.flatMap(elementProblems),
    ...headingProblems(elements),
  ];
}

function* walk(node: Node): Generator<Element> {
  if (!('childNodes' in node)) return;
  for (const child of node.childNodes) {
    if ('tagName' in child) yield child;
    yield* walk(child);
  }
}

/** Elements that were written but not kept where they were put (a `<p>` in a `<p>`, a `<div>` in a `<table>`). */
function structureProblems(markup: string, elements: readonly Element[]): string[] {
  const written = (markup.match(/<[a-z][a-z0-9]*[\s>]/gi) ?? []).length;
  const located = elements.filter(
    (one) => one.sourceCodeLocation !== undefined && one.sourceCodeLocation !== null,
  ).length;
  const unclosed = elements.filter(
    (one) =>
      one.sourceCodeLocation &&
      !one.sourceCodeLocation.endTag &&
      !voidElements.has(one.tagName) &&
      one.sourceCodeLocation.startTag &&
      !isSelfClosed(markup, one),
  );
  const moved = elements.filter((one) => isMoved(one));
  return [
    ...moved.map((one) => `<${one.tagName}> may not stand where it was written`),
    ...(written === located ? [] : [`${written} tags written, ${located} elements read`]),
    ...unclosed.map((one) => `<${one.tagName}> is not closed where it was opened`),
  ];
}

/** HTML readers move what may not stand in a table in front of it: then it lies outside its parent's place, or its successor's. */
function isMoved(element: Element): boolean {
  const parent = element.parentNode;
  if (parent === null || !('childNodes' in parent)) return false;
  const next = parent.childNodes[parent.childNodes.indexOf(element) + 1];
  const start = element.sourceCodeLocation?.startOffset;
  const after = next?.sourceCodeLocation?.startOffset;
  return start !== undefined && after !== undefined && after < start;
}

const voidElements = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** `<path …/>` inside SVG. */
function isSelfClosed(markup: string, element: Element): boolean {
  const end = element.sourceCodeLocation?.startTag?.endOffset ?? 0;
  return element.namespaceURI !== 'http://www.w3.org/1999/xhtml' && markup.slice(end - 2, end) === '/>';
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function idProblems(elements: readonly Element[]): string[] {
  const ids = elements.map((one) => attribute(one, 'id')).filter((id) => id !== undefined);
  const known = new Set(ids);
  const doubled = ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `id "${id}" is used twice`);
  const dangling = elements.flatMap((one) =>
    ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls'].flatMap((name) =>
      (attribute(one, name) ?? '')
        .split(' ')
        .filter((id) => id !== '' && !known.has(id))
        .map((id) => `${name}="${id}" points nowhere`),
    ),
  );
  const labelled = new Set(
    elements.filter((one) => one.tagName === 'label').map((one) => attribute(one, 'for')),
  );
  const unlabelled = elements
    .filter(
      (one) => ['input', 'select', 'textarea'].includes(one.tagName) && attribute(one, 'type') !== 'hidden',
    )
    .filter((one) => attribute(one, 'aria-label') === undefined && !labelled.has(attribute(one, 'id')))
    .map((one) => `<${one.tagName} name="${attribute(one, 'name') ?? ''}"> has no label`);
  return [...doubled, ...dangling, ...unlabelled];
}

function elementProblems(element: Element): string[] {
  const { tagName } = element;
  return [
    ...(tagName === 'img' && attribute(element, 'alt') === undefined ? ['<img> without alt'] : []),
    ...(tagName === 'html' && attribute(element, 'lang') === undefined ? ['<html> without lang'] : []),
    ...(tagName === 'a' && attribute(element, 'href') === '' ? ['<a> with an empty address'] : []),
    // A block of data is no script: nothing of it is run.
    ...((tagName === 'script' && attribute(element, 'type') !== 'application/ld+json') || tagName === 'style'
      ? [`inline <${tagName}>`]
      : []),
    ...element.attrs
      .filter((one) => one.name === 'style' || one.name.startsWith('on'))
      .map((one) => `attribute ${one.name} on <${tagName}>`),
  ];
}

function headingProblems(elements: readonly Element[]): string[] {
  const levels = elements.filter((one) => /^h[1-6]$/.test(one.tagName)).map((one) => Number(one.tagName[1]));
  const skipped = levels
    .filter((level, index) => level > (levels[index - 1] ?? 0) + 1)
    .map((level) => `heading h${level} skips a level`);
  const first = levels.filter((level) => level === 1).length;
  return [...skipped, ...(first === 1 ? [] : [`${first} h1 headings instead of one`])];
}
