import type { RichText } from '#platform/richtext';
import { type TemplateField, templateFields } from '../../templates/words.ts';

export type FieldValues = Readonly<Partial<Record<TemplateField, string>>>;
export type Filled<Text> = {
  readonly text: Text;
  /** Fields that stand in the text still, for the writer to fill in, each once. */
  readonly left: readonly string[];
};

const field = /\{([^{}\n]{1,20})\}/g;

/** Fills the fields of a line, `{单位}` and so on; what is not known stays in its braces, where it is seen. */
export function fillLine(line: string, values: FieldValues): Filled<string> {
  const left = new Set<string>();
  const text = line.replace(field, (whole, name: string) => {
    const known = templateFields.find((one) => one === name.trim());
    const value = known === undefined ? undefined : values[known];
    if (value !== undefined && value !== '') return value;
    left.add(name.trim());
    return whole;
  });
  return { text, left: [...left] };
}

/** Fills the fields in every run and caption of a text. A field parted by marks is no field. */
export function fillText(text: RichText, values: FieldValues): Filled<RichText> {
  const left = new Set<string>();
  const line = (one: string) => {
    const filled = fillLine(one, values);
    for (const name of filled.left) left.add(name);
    return filled.text;
  };
  return { text: mapStrings(text, line), left: [...left] };
}

/** The same structure with other words: only `text` of runs and `caption` of tables are words. */
function mapStrings<Node>(node: Node, change: (text: string) => string): Node {
  if (Array.isArray(node)) return node.map((one) => mapStrings(one, change)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [
    key,
    typeof value === 'string' && (key === 'text' || key === 'caption')
      ? change(value)
      : mapStrings(value, change),
  ]);
  return Object.fromEntries(entries) as Node;
}

/** 2026年1月5日, from `2026-01-05`. */
export function writtenDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${year}年${Number(month)}月${Number(day)}日`;
}
