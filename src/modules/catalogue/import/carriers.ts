/** Marks as printed or as they come out of broken fonts: `▄` for ■, `口` for □, the letter `t` for a Wingdings tick. */
const ticked = '■▄█☑✔✓√☒';
const unticked = '□☐';
const clearMark = new RegExp(`[${ticked}${unticked}]`, 'u');
const anyMark = new RegExp(`([${ticked}${unticked}]|(?:^|(?<=[\\s;:,、。；：，]))[口t](?=[^\\sa-z]))`, 'u');

export type Carriers = { readonly carriers: readonly string[]; readonly nothingTicked: boolean };

/** 公开渠道和载体: a check-list with ticks, a numbered list, or names one after another. */
export function readCarriers(text: string): Carriers {
  if (text.trim() === '') return { carriers: [], nothingTicked: false };
  if (!clearMark.test(text)) return { carriers: unique(splitNames(text)), nothingTicked: false };
  const carriers = unique(tickedNames(text));
  return { carriers, nothingTicked: carriers.length === 0 };
}

function tickedNames(text: string): string[] {
  const parts = text.split(anyMark);
  // Text before the first mark has none of its own; it is a plain name.
  const names = splitNames(parts[0] ?? '');
  for (let index = 1; index < parts.length; index += 2) {
    const mark = parts[index] ?? '';
    if (!ticked.includes(mark) && mark !== 't') continue;
    names.push(...namesAfterTick(parts[index + 1] ?? ''));
  }
  return names;
}

/** After a tick stands one name; 其他 says which, and may itself be followed by names without marks. */
function namesAfterTick(text: string): string[] {
  const [first = '', ...rest] = text.split(/[\s;；]+/u).filter((part) => part !== '');
  const others = rest.map(cleanName).filter((name) => name !== '');
  const name = cleanName(first);
  return name === '其他' && others.length > 0 ? others : [name, ...others].filter((one) => one !== '');
}

/** Names that contain a separator of their own. */
const whole = /社区\/企事业单位\/村公示栏|单位\/村委会公示栏|社区\/村公示栏|发布会\/听证会|入户\/现场/gu;

function splitNames(text: string): string[] {
  const guarded = text.replace(whole, (name) => name.replaceAll('/', '\u0001'));
  return guarded
    .replace(/(?:^|\s)\d{1,2}[.、]/gu, '、')
    .split(/[、;；,，\n/]/u)
    .map((name) => cleanName(name.replaceAll('\u0001', '/')))
    .filter((name) => name !== '');
}

function cleanName(text: string): string {
  return text
    .replace(/^其他[:：]\s*/u, '')
    .replace(/^[\s;；:：,，、。_]+|[\s;；:：,，、。_]+$/gu, '')
    .replace(/\s+/gu, '');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
