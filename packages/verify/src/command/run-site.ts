import type { PartKind } from '../item/evidence.ts';
import { checkLog } from '../log/check-log.ts';
import { usualMemory } from '../log/memory.ts';
import type { Policy } from '../log/policy.ts';
import type { Progress } from '../log/read-log.ts';
import { nodeCrypto } from '../node-crypto.ts';
import {
  type Report,
  type ReportCode,
  type ReportLine,
  reportCodes,
  reportLine,
  type Weight,
} from '../report.ts';
import { checkSite } from '../site/monitor.ts';
import { copying } from '../source/copy.ts';
import { openSource } from '../source/source.ts';
import { partWords } from '../words/item-words.ts';
import { fill, forReaders, type Lang, reportWords, weightWords } from '../words/report-words.ts';
import type { Asked } from './arguments.ts';
import type { Surroundings } from './run.ts';

/** Lines of one kind that are written out for people; the rest is counted. */
const mostAlike = 20;

/** Checks a site or its copy, line by line as things are found. */
export async function runSite(
  asked: Asked,
  policy: Policy | undefined,
  around: Surroundings,
): Promise<number> {
  const counts: Record<Weight, number> = { finding: 0, attention: 0, note: 0 };
  const progress = progressOn(around, asked.lang);
  const lines = new Map<ReportCode, number>();
  const report: Report = (code, where, values) => {
    const line = reportLine(code, where, values);
    const count = (lines.get(code) ?? 0) + 1;
    lines.set(code, count);
    counts[line.weight] += 1;
    if (!asked.json && count > mostAlike) return;
    progress.clear();
    around.out(asked.json ? JSON.stringify(line) : lineText(line, asked.lang));
  };
  const [place = ''] = asked.places;
  const opened = openSource(place, around.limits);
  const source = asked.copy === undefined ? opened : copying(opened, asked.copy);
  const memory = asked.memory === undefined ? usualMemory() : asked.memory;
  const options = { crypto: nodeCrypto, report, progress: progress.show };
  const log = await checkLog(source, { ...options, keys: asked.keys, policy, memory, now: around.now() });
  // Pages are compared with a log that holds; with one that does not, there is nothing to compare them with.
  if (log?.holds === true && !asked.logOnly) await checkSite(source, log, options);
  progress.clear();
  if (!asked.json)
    for (const [code, count] of lines) if (count > mostAlike) around.out(restText(code, count, asked.lang));
  const isBad = counts.finding > 0 || (asked.strict && counts.attention > 0);
  around.out(asked.json ? JSON.stringify({ code: 'done', ...counts }) : summary(counts, asked.lang));
  return isBad ? 1 : 0;
}

function restText(code: ReportCode, count: number, lang: Lang): string {
  const [mark, rest] = [weightWords[reportCodes[code]][lang], count - mostAlike];
  return `${mark}  ${code}: ${lang === 'zh' ? `另有 ${rest} 条，用 --json 全部列出` : `${rest} more; --json lists them all`}`;
}

/** Counted from 1 and named for people; programs get places from 0 and the words of the manifest. */
function forPeople(values: ReportLine['values'], lang: Lang): ReportLine['values'] {
  const { place, kind } = values;
  return {
    ...forReaders(values, lang),
    ...(typeof place === 'number' ? { place: place + 1 } : {}),
    ...(typeof kind === 'string' && isPartKind(kind) ? { kind: partWords[kind][lang] } : {}),
  };
}

const isPartKind = (kind: string): kind is PartKind => Object.hasOwn(partWords, kind);

function lineText(line: ReportLine, lang: Lang): string {
  const { code, weight, index, address, values } = line;
  const where = [index === undefined ? '' : `#${index}`, address ?? '']
    .filter((part) => part !== '')
    .join(' ');
  return `${weightWords[weight][lang]}  ${fill(reportWords[code][lang], forPeople(values, lang))}${where === '' ? '' : `  [${where}]`}`;
}

function summary({ finding, attention, note }: Readonly<Record<Weight, number>>, lang: Lang): string {
  const zh = `${finding === 0 ? '相符' : '不符'}：不符 ${finding} 处，注意 ${attention} 处，情况 ${note} 条。内容是否属实、从未登记过的事，不在核对之列。`;
  const en = `${finding === 0 ? 'All holds' : 'Findings'}: ${finding} findings, ${attention} for attention, ${note} notes. Whether the content is true, and what was never entered, no log can show.`;
  return lang === 'zh' ? zh : en;
}

const phases: Readonly<Record<Parameters<Progress>[0], Readonly<Record<Lang, string>>>> = {
  entries: { zh: '读取登记', en: 'entries' },
  tiles: { zh: '核对分块', en: 'tiles' },
  pages: { zh: '核对网页', en: 'pages' },
  lists: { zh: '核对列表', en: 'lists' },
};

/** One line that is written over, on a terminal only. */
function progressOn(
  { err, isTerminal, now }: Surroundings,
  lang: Lang,
): { show: Progress; clear: () => void } {
  let shownAt = 0;
  let isShown = false;
  return {
    show: (phase, done, all) => {
      if (!isTerminal || (now() - shownAt < 100 && done < all)) return;
      shownAt = now();
      isShown = true;
      err(`\r\u001b[K${phases[phase][lang]} ${done} / ${all}`);
    },
    clear: () => {
      if (isShown) err('\r\u001b[K');
      isShown = false;
    },
  };
}
