import { escapeAttribute, escapeText, isSafeUrl } from './escape.ts';
import { type Hole, scanTemplate, TemplateError } from './scan.ts';

declare const markup: unique symbol;
/** Markup known to be safe: made by `html`, or vouched for by `trustHtml`. Nothing else is written without escaping. */
export type Html = { readonly [markup]: true };

declare const attributeList: unique symbol;
/** Attributes made by `attrs`, to stand inside a tag. */
export type Attributes = { readonly [attributeList]: true };

/** What may fill a hole. `null`, `undefined` and `false` write nothing, so that `cond && html…` reads well. */
export type HtmlValue =
  | string
  | number
  | bigint
  | Html
  | Attributes
  | null
  | undefined
  | false
  | readonly HtmlValue[];

/** The text of each piece lives here and not on the object: no data from outside (JSON, a query string) can pose as markup. */
const markupOf = new WeakMap<object, string>();
const attributesOf = new WeakMap<object, string>();
const scanned = new WeakMap<TemplateStringsArray, readonly Hole[]>();

const urlAttributes = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'cite',
  'data',
  'xlink:href',
  'srcset',
  'ping',
]);

/**
 * Tagged template for HTML. Strings are escaped by the place they stand in; nested templates and arrays are written as they are.
 * @throws TemplateError at first use, when a hole stands where no escaping is safe (see scan.ts), or when a value does not fit its place
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let holes = scanned.get(strings);
  if (holes === undefined) {
    holes = scanTemplate(strings);
    scanned.set(strings, holes);
  }
  let out = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) {
    const hole = holes[i];
    if (hole === undefined) throw new TemplateError('html template: more values than places');
    out += fill(hole, values[i]) + (strings[i + 1] ?? '');
  }
  return make(out);
}

function fill(hole: Hole, value: HtmlValue): string {
  if (hole.kind === 'text') return text(value);
  if (hole.kind === 'tag') return attributes(value);
  return attribute(hole, value);
}

function text(value: HtmlValue): string {
  if (typeof value === 'string') return escapeText(value);
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (isList(value)) return value.map(text).join('');
  const known = markupOf.get(value);
  if (known === undefined) throw new TemplateError('html template: a value that is neither text nor html');
  return known;
}

function attribute(hole: Hole & { kind: 'attribute' }, value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string')
    throw new TemplateError(`html template: the attribute "${hole.name}" takes text only`);
  return escapeAttribute(urlAttributes.has(hole.name) && hole.startsValue ? safeUrl(value) : value);
}

/** An address with a scheme that could run code is replaced, never written: a reader gets a dead link, not an attack. */
function safeUrl(url: string): string {
  return isSafeUrl(url) ? url : '#';
}

function attributes(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'object' && !isList(value)) {
    const known = attributesOf.get(value);
    if (known !== undefined) return known;
  }
  throw new TemplateError('html template: only attrs(…) may stand inside a tag');
}

/**
 * Attributes whose presence depends on data. `true` writes the bare name; `false`, `null` and `undefined` write nothing.
 * @throws TemplateError for names that are no plain attribute name, event handlers and `style`
 */
export function attrs(
  list: Readonly<Record<string, string | number | boolean | null | undefined>>,
): Attributes {
  let out = '';
  for (const [name, value] of Object.entries(list)) {
    if (!/^[a-z][a-z0-9:-]*$/.test(name) || name.startsWith('on') || name === 'style' || name === 'srcdoc') {
      throw new TemplateError(`html template: "${name}" may not be set as an attribute`);
    }
    if (value === null || value === undefined || value === false) continue;
    const shown = typeof value === 'string' && urlAttributes.has(name) ? safeUrl(value) : String(value);
    out += value === true ? ` ${name}` : ` ${name}="${escapeAttribute(shown)}"`;
  }
  const made = Object.freeze({}) as Attributes;
  attributesOf.set(made, out.trimStart());
  return made;
}

/** Pieces with a separator between them; empty ones (null, false) are left out. */
export function join(pieces: readonly HtmlValue[], separator: HtmlValue): Html {
  const kept = pieces.filter((one) => one !== null && one !== undefined && one !== false && one !== '');
  return make(kept.map(text).join(text(separator)));
}

/**
 * Takes markup as safe without looking at it. The only way around escaping; every call is reviewed.
 * @param trusted markup that our own code made and that holds no unescaped outside text
 * @param why one sentence for the reviewer: who made it and why it is safe
 */
export function trustHtml(trusted: string, why: string): Html {
  if (why.length < 10) throw new TemplateError('trustHtml needs its reason in words');
  return make(trusted);
}

/** The markup as a string, to be sent or stored. */
export function toMarkup(piece: Html): string {
  return text(piece);
}

/** A whole page with its document type. */
export function toDocument(page: Html): string {
  return `<!doctype html>\n${text(page)}\n`;
}

function make(out: string): Html {
  const made = Object.freeze({}) as Html;
  markupOf.set(made, out);
  return made;
}

function isList(value: unknown): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
