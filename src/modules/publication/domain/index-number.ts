/** What an index number is made of. */
export type IndexParts = {
  /** 统一社会信用代码 of the unit, or its code where it has none. */
  readonly authority: string;
  readonly year: number;
  readonly serial: number;
};

/**
 * Forms an index number (索引号), e.g. `11441700007280420Y/2021-00050`.
 * @param pattern text with `{authority}`, `{year}` and `{serial}` or `{serial:5}` (padded with zeros to that width)
 */
export function formIndexNumber(pattern: string, parts: IndexParts): string {
  return pattern.replace(
    /\{(authority|year|serial)(?::(\d{1,2}))?\}/g,
    (_, name: keyof IndexParts, width?: string) =>
      String(parts[name]).padStart(name === 'serial' ? Number(width ?? 0) : 0, '0'),
  );
}

/** A pattern must tell apart every authority, year and serial, or numbers would repeat. */
export function isIndexPattern(pattern: string): boolean {
  const holes = pattern.match(/\{[^}]*\}/g) ?? [];
  const names = holes.map((hole) => /^\{(authority|year|serial)(?::\d{1,2})?\}$/.exec(hole)?.[1]);
  return (
    pattern.length <= 80 &&
    !/[{}]/.test(pattern.replace(/\{[^{}]*\}/g, '')) &&
    names.every((name) => name !== undefined) &&
    ['authority', 'year', 'serial'].every((name) => names.includes(name)) &&
    names.length === 3
  );
}
