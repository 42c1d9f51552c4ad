/**
 * Word numbers paragraphs without writing the numbers into the text; an official document without its 一、（一）1. has
 * lost what people refer to. This writes each computed number in front of its paragraph, as text, before conversion.
 * Bullets are left alone: they become lists.
 */
export type DocxParts = {
  readonly document: string;
  readonly numbering: string | null;
  readonly styles: string | null;
};

type Level = {
  readonly format: string;
  readonly text: string;
  readonly start: number;
};
type Numbering = {
  readonly levelOf: (numId: string, level: number) => Level | undefined;
  readonly abstractOf: (numId: string) => string | undefined;
};
type NumberPr = { readonly numId: string; readonly level: number };

/** @returns word/document.xml with numbers as text; unchanged when there is nothing to number */
export function writeNumbers(parts: DocxParts): string {
  if (parts.numbering === null) return parts.document;
  const numbering = readNumbering(parts.numbering);
  const styles = readStyleNumbers(parts.styles ?? '');
  const counters = new Map<string, number[]>();
  return mapElements(stripElements(parts.document, 'w:pPrChange'), 'w:pPr', (element) => {
    const number = numberPrOf(element, styles);
    if (number === undefined) return element;
    const label = nextLabel(number, numbering, counters);
    if (label === undefined) return element;
    const unnumbered = element
      .replace(/<w:numPr\b[^>]*\/>|<w:numPr\b[^>]*>[\s\S]*?<\/w:numPr>/, '')
      .replace(/<\/w:pPr>$/, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr></w:pPr>');
    return `${unnumbered}<w:r><w:t xml:space="preserve">${escapeXml(label)}</w:t></w:r>`;
  });
}

/** @returns the number as written, `''` when the level shows none, undefined when it is a bullet or unknown */
function nextLabel(
  number: NumberPr,
  numbering: Numbering,
  counters: Map<string, number[]>,
): string | undefined {
  const level = numbering.levelOf(number.numId, number.level);
  const abstract = numbering.abstractOf(number.numId);
  if (level === undefined || abstract === undefined || level.format === 'bullet') return undefined;
  // Lists of one definition count on together, as Word does.
  const counts = counters.get(abstract) ?? [];
  counters.set(abstract, counts);
  counts[number.level] = (counts[number.level] ?? level.start - 1) + 1;
  counts.length = number.level + 1;
  const text = level.text.replace(/%([1-9])/g, (_whole, digit: string) => {
    const at = Number(digit) - 1;
    const shown = numbering.levelOf(number.numId, at);
    const value = counts[at] ?? shown?.start ?? 1;
    return formatNumber(value, at === number.level ? level.format : (shown?.format ?? 'decimal'));
  });
  return /[.\w]$/.test(text) ? `${text} ` : text;
}

function readNumbering(xml: string): Numbering {
  const abstracts = new Map<string, Map<number, Level>>();
  mapElements(xml, 'w:abstractNum', (element) => {
    abstracts.set(attributeOf(element, 'w:abstractNumId') ?? '', readLevels(element));
    return '';
  });
  const nums = new Map<string, { abstract: string; overrides: Map<number, Partial<Level>> }>();
  mapElements(xml, 'w:num', (element) => {
    nums.set(attributeOf(element, 'w:numId') ?? '', {
      abstract: valOf(element, 'w:abstractNumId') ?? '',
      overrides: readOverrides(element),
    });
    return '';
  });
  return {
    abstractOf: (numId) => {
      const num = nums.get(numId);
      // A number list that starts anew counts for itself.
      return num === undefined ? undefined : num.overrides.size > 0 ? `num ${numId}` : num.abstract;
    },
    levelOf: (numId, level) => {
      const num = nums.get(numId);
      const base = abstracts.get(num?.abstract ?? '')?.get(level);
      return base === undefined ? undefined : { ...base, ...num?.overrides.get(level) };
    },
  };
}

function readLevels(xml: string): Map<number, Level> {
  const levels = new Map<number, Level>();
  mapElements(xml, 'w:lvl', (element) => {
    levels.set(Number(attributeOf(element, 'w:ilvl') ?? '0'), {
      format: valOf(element, 'w:numFmt') ?? 'decimal',
      text: unescapeXml(valOf(element, 'w:lvlText') ?? ''),
      start: Number(valOf(element, 'w:start') ?? '1') || 0,
    });
    return '';
  });
  return levels;
}

function readOverrides(xml: string): Map<number, Partial<Level>> {
  const overrides = new Map<number, Partial<Level>>();
  mapElements(xml, 'w:lvlOverride', (element) => {
    const at = Number(attributeOf(element, 'w:ilvl') ?? '0');
    const start = valOf(element, 'w:startOverride');
    overrides.set(at, {
      ...readLevels(element).get(at),
      ...(start === undefined ? {} : { start: Number(start) || 0 }),
    });
    return '';
  });
  return overrides;
}

/** Numbering that comes with a paragraph style, with inheritance (basedOn). */
function readStyleNumbers(xml: string): (styleId: string) => NumberPr | undefined {
  const own = new Map<string, { number: NumberPr | undefined; base: string | undefined }>();
  mapElements(xml, 'w:style', (element) => {
    own.set(attributeOf(element, 'w:styleId') ?? '', {
      number: directNumber(element),
      base: valOf(element, 'w:basedOn'),
    });
    return '';
  });
  return (styleId) => {
    let at: string | undefined = styleId;
    for (let steps = 0; at !== undefined && steps < 20; steps += 1) {
      const style = own.get(at);
      if (style?.number !== undefined) return style.number;
      at = style?.base;
    }
    return undefined;
  };
}

function numberPrOf(pPr: string, styles: (id: string) => NumberPr | undefined): NumberPr | undefined {
  const direct = directNumber(pPr);
  if (direct !== undefined) return direct.numId === '0' ? undefined : direct;
  const style = valOf(pPr, 'w:pStyle');
  return style === undefined ? undefined : styles(style);
}

function directNumber(xml: string): NumberPr | undefined {
  const numId = /<w:numId\b[^>]*\bw:val="([^"]*)"/.exec(xml)?.[1];
  if (numId === undefined) return undefined;
  const level = Number(/<w:ilvl\b[^>]*\bw:val="([^"]*)"/.exec(xml)?.[1] ?? '0');
  return { numId, level: Number.isInteger(level) && level >= 0 && level <= 8 ? level : 0 };
}

/**
 * Replaces each element of that name (which must not nest in itself), in one pass from left to right. Indices are sought
 * with indexOf, so a damaged file costs linear time.
 */
export function mapElements(xml: string, name: string, change: (element: string) => string): string {
  const close = `</${name}>`;
  let out = '';
  let at = 0;
  for (;;) {
    const start = startOf(xml, name, at);
    if (start === -1) break;
    const tagEnd = xml.indexOf('>', start);
    if (tagEnd === -1) break;
    const isEmpty = xml[tagEnd - 1] === '/';
    const closeAt = isEmpty ? tagEnd : xml.indexOf(close, tagEnd);
    if (closeAt === -1) break;
    const end = isEmpty ? tagEnd + 1 : closeAt + close.length;
    out += xml.slice(at, start) + change(xml.slice(start, end));
    at = end;
  }
  return out + xml.slice(at);
}

function startOf(xml: string, name: string, from: number): number {
  for (let at = xml.indexOf(`<${name}`, from); at !== -1; at = xml.indexOf(`<${name}`, at + 1)) {
    if (/[\s/>]/.test(xml[at + name.length + 1] ?? '')) return at;
  }
  return -1;
}

const stripElements = (xml: string, name: string) => mapElements(xml, name, () => '');

const attributeOf = (element: string, name: string) =>
  new RegExp(`^<[^>]*?\\s${name}="([^"]*)"`).exec(element.slice(0, 2000))?.[1];

/** `w:val` of the first element of that name. */
function valOf(xml: string, name: string): string | undefined {
  const start = startOf(xml, name, 0);
  return start === -1 ? undefined : attributeOf(xml.slice(start, start + 2000), 'w:val');
}

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const unescapeXml = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d{1,7});/g, (whole, code: string) => codePoint(Number(code)) ?? whole)
    .replace(
      /&#x([0-9a-fA-F]{1,6});/g,
      (whole, code: string) => codePoint(Number.parseInt(code, 16)) ?? whole,
    )
    .replaceAll('&amp;', '&');
const codePoint = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : undefined);

const chineseFormats = new Set([
  'chineseCounting',
  'chineseCountingThousand',
  'japaneseCounting',
  'taiwaneseCounting',
  'taiwaneseCountingThousand',
  'ideographDigital',
]);
const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';

/** A counter in one of Word's number formats; unknown formats are written in Arabic digits. */
export function formatNumber(value: number, format: string): string {
  if (chineseFormats.has(format)) return chineseNumeral(value);
  switch (format) {
    case 'none':
      return '';
    case 'lowerLetter':
      return letters(value).toLowerCase();
    case 'upperLetter':
      return letters(value);
    case 'lowerRoman':
      return roman(value).toLowerCase();
    case 'upperRoman':
      return roman(value);
    case 'decimalZero':
      return String(value).padStart(2, '0');
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCodePoint(0x2460 + value - 1) : String(value);
    case 'decimalFullWidth':
      return String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    case 'ideographTraditional':
      return stems[value - 1] ?? String(value);
    case 'ideographZodiac':
      return branches[value - 1] ?? String(value);
    default:
      return String(value);
  }
}

/** 1–9999 in Chinese numerals as 公文 writes them: 十一, 二十, 一百零五. */
export function chineseNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(value);
  const digits = '零一二三四五六七八九';
  const units = ['', '十', '百', '千'];
  let text = '';
  const places = [...String(value)];
  places.forEach((place, index) => {
    const unit = units[places.length - 1 - index] ?? '';
    if (place !== '0') text += (digits[Number(place)] ?? '') + unit;
    else if (!text.endsWith('零')) text += '零';
  });
  return text.replace(/零+$/, '').replace(/^一十/, '十');
}

function letters(value: number): string {
  if (value < 1) return String(value);
  return String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

function roman(value: number): string {
  const steps: readonly [number, string][] = [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ];
  if (value < 1 || value > 3999) return String(value);
  let rest = value;
  let text = '';
  for (const [amount, letter] of steps) {
    while (rest >= amount) {
      text += letter;
      rest -= amount;
    }
  }
  return text;
}
