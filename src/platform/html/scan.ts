/** Where in the markup a `${…}` stands: the value is escaped, or refused, by that. */
export type Hole =
  | { readonly kind: 'text' }
  | { readonly kind: 'attribute'; readonly name: string; readonly startsValue: boolean }
  | { readonly kind: 'tag' };

type State = {
  at:
    | 'text'
    | 'tagOpen'
    | 'tagName'
    | 'inTag'
    | 'attrName'
    | 'afterEquals'
    | 'double'
    | 'single'
    | 'comment'
    | 'rawText';
  tag: string;
  attr: string;
  valueEmpty: boolean;
  closing: boolean;
};

/** Thrown when a template is written unsafely. It is a mistake of the programmer, seen at the first use of the template. */
export class TemplateError extends Error {
  override name = 'TemplateError';
}

/** Elements whose content is not read as markup; a value there could not be escaped. */
const rawElements = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext']);

/**
 * Reads the fixed parts of a template once and tells the place of every hole.
 * @throws TemplateError for a hole in an unquoted attribute, a tag or attribute name, a comment, a script or style,
 *   an event handler or style attribute; and for a template that ends inside a tag.
 */
export function scanTemplate(strings: readonly string[]): readonly Hole[] {
  const state: State = { at: 'text', tag: '', attr: '', valueEmpty: true, closing: false };
  const holes: Hole[] = [];
  strings.forEach((part, index) => {
    for (let i = 0; i < part.length; i++) steps[state.at](state, part[i] ?? '', part, i);
    if (index < strings.length - 1) {
      holes.push(holeAt(state, strings, index));
      state.valueEmpty = false;
    }
  });
  if (state.at !== 'text') throw fault(`ends inside ${state.at}`, strings, strings.length - 1);
  return holes;
}

function holeAt(state: State, strings: readonly string[], index: number): Hole {
  switch (state.at) {
    case 'text':
      return { kind: 'text' };
    case 'inTag':
      if (!/\s$/.test(strings[index] ?? '')) {
        throw fault('attributes need a space before them', strings, index);
      }
      return { kind: 'tag' };
    case 'double':
    case 'single':
      if (state.attr.startsWith('on') || state.attr === 'style' || state.attr === 'srcdoc') {
        throw fault(`a value in the attribute "${state.attr}" cannot be made safe`, strings, index);
      }
      return { kind: 'attribute', name: state.attr, startsValue: state.valueEmpty };
    case 'afterEquals':
      throw fault(`the attribute "${state.attr}" needs quotes around its value`, strings, index);
    default:
      throw fault(`no value may stand in ${state.at}`, strings, index);
  }
}

/** What one more character does in each place. */
const steps: Readonly<Record<State['at'], (state: State, char: string, part: string, i: number) => void>> = {
  text: (state, char) => {
    if (char === '<') state.at = 'tagOpen';
  },
  tagOpen: openTag,
  tagName: (state, char) => {
    if (char === '>') endTag(state);
    else if (/[\s/]/.test(char)) state.at = 'inTag';
    else state.tag += char.toLowerCase();
  },
  inTag: (state, char) => {
    if (char === '>') endTag(state);
    else if (!/[\s/]/.test(char)) {
      state.at = 'attrName';
      state.attr = char.toLowerCase();
    }
  },
  attrName: (state, char) => {
    if (char === '>') endTag(state);
    else if (char === '=') state.at = 'afterEquals';
    else if (/[\s/]/.test(char)) state.at = 'inTag';
    else state.attr += char.toLowerCase();
  },
  afterEquals: (state, char, part) => {
    if (char !== '"' && char !== "'") throw fault(`the attribute "${state.attr}" needs quotes`, [part], 0);
    state.at = char === '"' ? 'double' : 'single';
    state.valueEmpty = true;
  },
  double: (state, char) => valueStep(state, char, '"'),
  single: (state, char) => valueStep(state, char, "'"),
  comment: (state, _char, part, i) => {
    if (part.slice(Math.max(0, i - 2), i + 1) === '-->') state.at = 'text';
  },
  rawText: (state, char, part, i) => {
    if (
      char === '>' &&
      part
        .slice(0, i + 1)
        .toLowerCase()
        .endsWith(`</${state.tag}>`)
    )
      state.at = 'text';
  },
};

function valueStep(state: State, char: string, quote: string): void {
  if (char === quote) state.at = 'inTag';
  else state.valueEmpty = false;
}

function openTag(state: State, char: string, part: string, i: number): void {
  state.closing = char === '/';
  if (char === '!') {
    state.at = part.slice(i, i + 3) === '!--' ? 'comment' : 'inTag';
    state.tag = '!';
  } else if (/[a-z/]/i.test(char)) {
    state.at = 'tagName';
    state.tag = state.closing ? '' : char.toLowerCase();
  } else {
    throw fault(`"<${char}" starts no tag; write &lt;`, [part], 0);
  }
}

function endTag(state: State): void {
  state.at = !state.closing && rawElements.has(state.tag) ? 'rawText' : 'text';
}

function fault(what: string, strings: readonly string[], index: number): TemplateError {
  const near = strings
    .slice(0, index + 1)
    .join('{…}')
    .slice(-80);
  return new TemplateError(`html template: ${what} (near \`${near}\`)`);
}
