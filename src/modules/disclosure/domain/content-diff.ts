import { blocksOf, type RichText } from '#platform/richtext';
import type { ContentAttachment, RevisionContent, Withholding } from '../content.ts';
import { changedFields } from './content-problems.ts';
import { diffSequence, type Edit } from './sequence-diff.ts';

export type TextRun = { readonly change: 'same' | 'added' | 'removed'; readonly text: string };

/** What became of one block of the text. `runs` only where a block was changed. */
export type BlockChange = {
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  readonly before: string | null;
  readonly after: string | null;
  readonly runs: readonly TextRun[];
};

export type ContentDiff = {
  readonly fields: readonly { readonly field: string; readonly before: string; readonly after: string }[];
  readonly attachments: {
    readonly added: readonly ContentAttachment[];
    readonly removed: readonly ContentAttachment[];
  };
  readonly blocks: readonly BlockChange[];
};

/** Blocks that keep at least this part of their characters count as one block changed, not as two. */
const kinship = 0.4;

/** What a reader must see to know how `after` differs from `before`. */
export function diffContents(before: RevisionContent, after: RevisionContent): ContentDiff {
  const plain = changedFields(before, after).filter((field) => field !== 'body' && field !== 'attachments');
  return {
    fields: plain.flatMap((field) =>
      field === 'withholding'
        ? withholdingChanges(before.withholding, after.withholding)
        : [{ field, before: plainText(before[field]), after: plainText(after[field]) }],
    ),
    attachments: {
      added: withoutSame(after.attachments, before.attachments),
      removed: withoutSame(before.attachments, after.attachments),
    },
    blocks: diffBlocks(before.body, after.body),
  };
}

/** What is withheld, on what ground and until when: each a field of its own, absent where nothing was withheld. */
function withholdingChanges(before: Partial<Withholding> = {}, after: Partial<Withholding> = {}) {
  const names = Object.keys({ ...before, ...after }) as (keyof Withholding)[];
  return names
    .map((name) => ({
      field: `withholding.${name}`,
      before: plainText(before[name]),
      after: plainText(after[name]),
    }))
    .filter((one) => one.before !== one.after);
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plainText).join('、');
  if (typeof value === 'object') return Object.values(value).map(plainText).join('、');
  return String(value);
}

function withoutSame(
  files: readonly ContentAttachment[],
  others: readonly ContentAttachment[],
): readonly ContentAttachment[] {
  return files.filter((file) => !others.some((one) => one.sha256 === file.sha256 && one.name === file.name));
}

/** Compares two texts block by block, and inside a changed block character by character. */
export function diffBlocks(before: RichText, after: RichText): readonly BlockChange[] {
  const edits = diffSequence(textsOf(before), textsOf(after));
  const changes: BlockChange[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const flush = () => {
    changes.push(...pairUp(removed, added));
    removed = [];
    added = [];
  };
  for (const edit of edits) {
    if (edit.change === 'removed') removed.push(edit.before);
    else if (edit.change === 'added') added.push(edit.after);
    else {
      flush();
      changes.push({ change: 'same', before: edit.before, after: edit.after, runs: [] });
    }
  }
  flush();
  return changes;
}

/** Empty paragraphs are spacing, not content. */
function textsOf(doc: RichText): readonly string[] {
  return blocksOf(doc)
    .map((block) => block.text)
    .filter((text) => text !== '');
}

/** Between two unchanged blocks: each removed block meets the next added one that is akin to it. */
function pairUp(removed: readonly string[], added: readonly string[]): readonly BlockChange[] {
  const changes: BlockChange[] = [];
  let next = 0;
  for (const before of removed) {
    const found = added.findIndex((after, index) => index >= next && isAkin(before, after));
    if (found === -1) {
      changes.push({ change: 'removed', before, after: null, runs: [] });
      continue;
    }
    changes.push(...added.slice(next, found).map(addition));
    const after = added[found] ?? '';
    changes.push({ change: 'changed', before, after, runs: diffText(before, after) });
    next = found + 1;
  }
  return [...changes, ...added.slice(next).map(addition)];
}

function addition(after: string): BlockChange {
  return { change: 'added', before: null, after, runs: [] };
}

/** By the characters two blocks have in common, order aside: cheap, and enough to tell an edit from another sentence. */
function isAkin(a: string, b: string): boolean {
  const counts = new Map<string, number>();
  for (const character of a) counts.set(character, (counts.get(character) ?? 0) + 1);
  let common = 0;
  for (const character of b) {
    const left = counts.get(character) ?? 0;
    if (left > 0) {
      common += 1;
      counts.set(character, left - 1);
    }
  }
  return common >= kinship * Math.max([...a].length, [...b].length);
}

/** The difference inside one block, by characters (by code point: no character is ever cut in half). */
export function diffText(before: string, after: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  for (const edit of diffSequence([...before], [...after])) {
    const text = characterOf(edit);
    const last = runs.at(-1);
    if (last?.change === edit.change) runs[runs.length - 1] = { ...last, text: last.text + text };
    else runs.push({ change: edit.change, text });
  }
  return runs;
}

function characterOf(edit: Edit<string>): string {
  return edit.change === 'added' ? edit.after : edit.before;
}
