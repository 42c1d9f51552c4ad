import { type Name, type Node, type Prefix, prefixes, type Term } from './dcat.ts';

/* Turtle (W3C RDF 1.1 Turtle) and JSON-LD 1.1 of the same nodes. */

const isNode = (term: Term): term is Node => 'class' in term;
const firstOf = (name: Name): Prefix => name.slice(0, name.indexOf(':')) as Prefix;
const full = (name: Name) => prefixes[firstOf(name)] + name.slice(name.indexOf(':') + 1);

/** What may not stand in an address between angle brackets (RDF 1.1 Turtle, IRIREF). */
const notInAddress =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u0020<>"{}|^`\\]/g;

const address = (iri: string) =>
  `<${iri.replace(notInAddress, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}>`;

const signs: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text in quotes; control characters by their number. */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const escaped = text.toWellFormed().replace(/["\\\u0000-\u001f\u007f]/g, (sign) => {
    return signs[sign] ?? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
  });
  return `"${escaped}"`;
}

/** The nodes as Turtle. A named node inside another is written for itself. */
export function writeTurtle(nodes: readonly Node[]): string {
  const heads = Object.entries(prefixes).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const subjects = everyNamed(nodes).map((node) => `${address(node.id ?? '')}\n${body(node, '  ')} .`);
  return `${heads.join('\n')}\n\n${subjects.join('\n\n')}\n`;
}

/** All named nodes, those inside others too, each once. */
function everyNamed(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => [
    ...(node.id === null ? [] : [node]),
    ...everyNamed(node.has.flatMap(([, term]) => (isNode(term) ? [term] : []))),
  ]);
}

function body(node: Node, indent: string): string {
  const rows = [`a ${node.class}`, ...node.has.map(([name, term]) => `${name} ${turtleTerm(term, indent)}`)];
  return rows.map((row) => indent + row).join(' ;\n');
}

function turtleTerm(term: Term, indent: string): string {
  if (isNode(term))
    return term.id === null ? `[\n${body(term, `${indent}  `)}\n${indent}]` : address(term.id);
  if ('iri' in term) return address(term.iri);
  const type = term.type === undefined ? '' : `^^${term.type}`;
  return `${quoted(term.text)}${term.lang === undefined ? type : `@${term.lang}`}`;
}

/** The nodes as JSON-LD: the context names the vocabularies, every value says what it is. */
export function writeJsonLd(nodes: readonly Node[]): string {
  return `${JSON.stringify({ '@context': prefixes, '@graph': nodes.map(jsonNode) }, null, 1)}\n`;
}

function jsonNode(node: Node): object {
  const byName = Map.groupBy(node.has, ([name]) => name);
  const properties = [...byName].map(([name, pairs]) => [name, pairs.map(([, term]) => jsonTerm(term))]);
  return {
    ...(node.id === null ? {} : { '@id': node.id.replace(notInAddress, encodeURIComponent) }),
    '@type': node.class,
    ...(Object.fromEntries(properties) as object),
  };
}

function jsonTerm(term: Term): object {
  if (isNode(term)) return jsonNode(term);
  if ('iri' in term) return { '@id': term.iri.replace(notInAddress, encodeURIComponent) };
  if (term.lang !== undefined) return { '@value': term.text.toWellFormed(), '@language': term.lang };
  const type = term.type === undefined ? {} : { '@type': full(term.type) };
  return { '@value': term.text.toWellFormed(), ...type };
}
