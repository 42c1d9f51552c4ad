import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import {
  type Finding,
  type FindingPlace,
  readTermFile,
  type ScreenedFile,
  type ScreeningContext,
  screenFolder,
  screeningModule,
} from '#modules/screening';
import { localDateAt } from '#platform/calendar';
import { documentsMessages } from '#platform/documents';
import { extractionMessages, sectionWords } from '#platform/extraction';
import { createTranslator, type Translate } from '#platform/i18n';
import { tabularMessages } from '#platform/tabular';
import type { ShellCommand } from './command.ts';
import { screenCommandMessages } from './screen-messages.ts';

const exits = { nothingFound: 0, found: 1, cannotRun: 2 } as const;

/** Screens a folder of any files: no installation, no database, nothing written; values are shown masked only. */
export const screen: ShellCommand = {
  usage: '<folder|file> [--json] [--unit-terms <csv>]',
  summary: '筛查文件中的个人信息和涉密标志 / looks for personal information and secret marks in files',
  run: async (args) => {
    const t = createTranslator([
      ...screeningModule.messages,
      extractionMessages,
      documentsMessages,
      tabularMessages,
      screenCommandMessages,
    ])('zh-CN');
    const [path] = args.positionals;
    if (path === undefined || !existsSync(resolve(path))) {
      console.error(t('screen.noSuchPath', { path: path ?? '' }));
      return exits.cannotRun;
    }
    const context = await contextOf(args['unit-terms'], t);
    if (context === null) return exits.cannotRun;
    const tally = newTally();
    for await (const file of screenFolder(resolve(path), context)) {
      count(tally, file);
      tellProgress(tally, t);
      if ('unread' in file)
        console.error(t('screen.unread', { file: file.file, reason: reasonOf(file.unread, t) }));
      else for (const found of file.findings) console.log(lineOf(file.file, found, t, args.json === true));
      if (!('unread' in file))
        for (const note of file.notes)
          console.error(t('screen.note', { file: file.file, note: t(`reason.${note.code}`, note.params) }));
    }
    if (args.json !== true) for (const line of summaryOf(tally, t)) console.log(line);
    return tally.findings === 0 ? exits.nothingFound : exits.found;
  },
};

/** Today, and the terms of a CSV file as the office exports it; null after saying what is wrong with it. */
async function contextOf(terms: string | undefined, t: Translate): Promise<ScreeningContext | null> {
  const today = localDateAt(new Date());
  if (terms === undefined) return { today };
  const path = resolve(terms);
  if (!existsSync(path)) {
    console.error(t('screen.noSuchPath', { path: terms }));
    return null;
  }
  const read = await readTermFile({ path, name: basename(path), size: (await stat(path)).size });
  if (!read.ok) {
    console.error(t(`refusal.${read.code}`, read.params as Record<string, string | number>));
    return null;
  }
  for (const { row, code, value } of read.value.problems)
    console.error(t('screen.termProblem', { row, problem: t(`screen.term.${code}`, { value }) }));
  return read.value.problems.length > 0 ? null : { today, terms: read.value.entries };
}

function reasonOf(unread: { readonly code: string; readonly params: object }, t: Translate): string {
  return t(`refusal.${unread.code}`, unread.params as Record<string, string | number>);
}

/** Where a finding stands, as its reader would look for it. */
function placeWords(place: FindingPlace, t: Translate): string {
  if (place.in === 'title') return t('screen.title');
  if (place.in === 'body') return t('screen.paragraph', { path: place.path });
  const line = t('screen.line', { line: place.line });
  if (place.section === undefined) return line;
  const { key, params } = sectionWords(place.section);
  return `${t(key, params)} ${line}`;
}

function lineOf(file: string, found: Finding, t: Translate, asJson: boolean): string {
  const place = placeWords(found.place, t);
  const { kind, masked, confidence } = found;
  if (asJson)
    return JSON.stringify({
      file,
      place,
      kind,
      masked,
      confidence,
      class: found.class,
      reason: found.reason,
    });
  return [
    file,
    place,
    t(`screening.kind.${kind}`),
    masked,
    t(`screening.confidence.${confidence}`),
    t(`screening.reason.${found.reason}`),
  ].join('\t');
}

type Tally = {
  files: number;
  findings: number;
  unread: number;
  filesWithFindings: number;
  marks: number;
  readonly kinds: Map<string, number>;
  toldAt: number;
};

const newTally = (): Tally => ({
  files: 0,
  findings: 0,
  unread: 0,
  filesWithFindings: 0,
  marks: 0,
  kinds: new Map(),
  toldAt: Date.now(),
});

function count(tally: Tally, file: ScreenedFile): void {
  tally.files += 1;
  if ('unread' in file) {
    tally.unread += 1;
    return;
  }
  if (file.findings.length > 0) tally.filesWithFindings += 1;
  for (const { kind, class: of } of file.findings) {
    tally.findings += 1;
    if (of === 'secretMark') tally.marks += 1;
    tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1);
  }
}

const progressEveryMs = 5_000;

function tellProgress(tally: Tally, t: Translate): void {
  if (Date.now() - tally.toldAt < progressEveryMs) return;
  tally.toldAt = Date.now();
  console.error(t('screen.progress', { files: tally.files, findings: tally.findings }));
}

function summaryOf(tally: Tally, t: Translate): string[] {
  const { files, filesWithFindings, findings, unread, marks } = tally;
  const kinds = [...tally.kinds]
    .sort((a, b) => b[1] - a[1])
    .map(([kind, number]) => `  ${t(`screening.kind.${kind}`)} ${number}`);
  return [
    '',
    t('screen.summary', { files, filesWithFindings, findings, unread }),
    ...kinds,
    ...(marks > 0 ? [t('screen.marks', { marks })] : []),
  ];
}
