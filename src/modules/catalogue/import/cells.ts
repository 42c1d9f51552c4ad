import type { Scope, Stage, TimeKind } from '../forms/vocabulary.ts';

/** A cell that is filled in with a dash says “nothing”, and is not filled from above. */
export const nothing = /^[—\-–/无]$/u;

export const sameAbove = /^(?:同上|同前|〃|″)$/u;

/** One line of text: columns break words anywhere, and Chinese has no blanks between words. */
export function oneLine(text: string): string {
  return text
    .replace(/(?<=[\u3400-\u9fff、，。；：“”《》（）])\s+|\s+(?=[\u3400-\u9fff、，。；：“”《》（）])/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Longer texts keep their paragraphs. */
export function paragraphs(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** 公开范围 → scope; undefined when the words are not understood. */
export function readScope(text: string): Scope | undefined {
  const bare = text.replace(/\s+/gu, '');
  if (/特定/u.test(bare)) return 'specific';
  if (/社会/u.test(bare)) return 'society';
  if (/全党/u.test(bare)) return 'wholeParty';
  return /本地区|本部门|本单位|本村|本社区|单位内部/u.test(bare) ? 'unit' : undefined;
}

/** 公开对象 of government tables: all of society wins over a group named beside it. */
export function scopeOfAudience(text: string): Scope | undefined {
  if (/全社会|社会公众/u.test(text)) return 'society';
  return /特定|申请人/u.test(text) ? 'specific' : undefined;
}

/** 公开方式 → mode; both ticked means proactive, because that is the stronger duty. Undefined: another kind of words. */
export function readMode(text: string): 'proactive' | 'onRequest' | undefined {
  if (/主动/u.test(text)) return 'proactive';
  return /依申请/u.test(text) ? 'onRequest' : undefined;
}

export function isNotDisclosure(text: string): boolean {
  return /不予公开|不得公开/u.test(text);
}

const stageWords: readonly (readonly [RegExp, Stage])[] = [
  [/事前/u, 'before'],
  [/决策/u, 'decision'],
  [/结果|事后/u, 'result'],
];

export function readStages(text: string): Stage[] {
  return stageWords.filter(([pattern]) => pattern.test(text)).map(([, stage]) => stage);
}

export function readTimeKind(text: string): TimeKind | undefined {
  if (/长期/u.test(text)) return 'standing';
  if (/定期/u.test(text)) return 'periodic';
  if (/逐段/u.test(text)) return 'staged';
  return /及时/u.test(text) ? 'prompt' : undefined;
}

export function readRetention(text: string): 'permanent' | 'years30' | 'years10' | undefined {
  if (/永久/u.test(text)) return 'permanent';
  if (/30/u.test(text)) return 'years30';
  return /10/u.test(text) ? 'years10' : undefined;
}

/** Is a sub-column ticked in this row? */
export function isTicked(text: string): boolean {
  return /^[■▄█☑✔✓√☒●]|^(?:是|有)$|^t$/u.test(text.trim());
}
