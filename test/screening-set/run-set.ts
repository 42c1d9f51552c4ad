import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '#platform/richtext';
import { type DocumentContent, screenDocument } from '../../src/modules/screening/engine/screen-document.ts';
import type { Finding } from '../../src/modules/screening/forms.ts';
import { readWords } from '../../src/modules/screening/screen-folder.ts';
import { unitTerms } from './cases/marks.ts';
import type { Seen } from './score.ts';
import { type ScreeningCase, screeningSet } from './set.ts';

/** The set is made for this day: children are told by their age on it. */
const today = '2026-03-02';

export type CaseResult = {
  readonly one: ScreeningCase;
  readonly seen: readonly Seen[];
  readonly findings: readonly Finding[];
};

/** Runs every case through what the product runs: the gate, the reading of the file, the engine. */
export async function runSet(halves: readonly ScreeningCase['half'][]): Promise<readonly CaseResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'screening-set-'));
  const results: CaseResult[] = [];
  try {
    for (const one of screeningSet()) {
      if (!halves.includes(one.half)) continue;
      const content = await contentOf(one, folder);
      const findings = screenDocument(content, { today, terms: unitTerms });
      results.push({ one, findings, seen: findings.map((found) => seenOf(found, content)) });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return results;
}

async function contentOf({ id, content }: ScreeningCase, folder: string): Promise<DocumentContent> {
  if ('body' in content) return { title: '', body: content.body, attachments: [] };
  const path = join(folder, content.name);
  await writeFile(path, content.bytes);
  const words = await readWords(path);
  // A case whose file is refused would count as nothing found: the set itself would be wrong.
  if (!words.ok) throw new Error(`${id}: ${content.name} was not read: ${words.code}`);
  return words.value.content;
}

function seenOf(found: Finding, content: DocumentContent): Seen {
  const { place } = found;
  const text =
    place.in === 'title'
      ? content.title
      : place.in === 'body'
        ? (blocksOf(content.body).find((block) => block.path === place.path)?.text ?? '')
        : (content.attachments[0]?.text ?? '');
  return { kind: found.kind, words: text.slice(found.start, found.end) };
}
