import type { Reader } from '#platform/database';
import {
  byParagraph,
  type Comparison,
  compare,
  fingerprintsOf,
  type Passage,
  prepare,
} from './engine/index.ts';
import { findCandidates, findOwnTexts, type KnownText } from './store.ts';

/** A text in question. */
export type Question = {
  /** Its dossier, whose other texts do not count. */
  readonly subject: string | null;
  readonly unit: number;
  readonly names: readonly string[];
  readonly text: string;
};

/** What the index does not know and the caller does. */
export type Library = {
  /** Of these texts, the ones the reader may see: nothing of the others is told, not even that they are. */
  readonly visible: (texts: readonly KnownText[]) => Promise<readonly KnownText[]>;
  /** The words of published texts, and the names of their units; a text that is gone is left out. */
  readonly load: (texts: readonly KnownText[]) => Promise<readonly LoadedText[]>;
};

export type LoadedText = {
  readonly known: KnownText;
  readonly text: string;
  readonly names: readonly string[];
};

/** A piece of text on one side; `same` marks what stands on both, word for word. */
export type Run = { readonly text: string; readonly same: boolean };

export type Match = {
  readonly known: KnownText;
  /** How much of what is the text's own (0–1) stands in theirs: without quotations and what many units write alike. */
  readonly share: number;
  /** In our reading order. */
  readonly passages: readonly { readonly ours: readonly Run[]; readonly theirs: readonly Run[] }[];
};

export type Answer = {
  /** Texts of other units, most copied first. */
  readonly others: readonly Match[];
  /** Texts of the same unit it goes back to: a periodic report may well be like the last one. */
  readonly ownEarlier: readonly Match[];
};

/** Candidates that are compared sign by sign. */
const mostCompared = 12;
const mostShown = 5;
const mostPassages = 60;

/** From here on a text counts as similar. Measured: docs/decisions/0010-similarity.md. */
const leastShare = 0.08;
const leastCopied = 60;
/** In a long text a passage of this many signs is worth showing, however small a share it is. */
const leastPassage = 100;

/** Is this enough to show a reviewer? */
export function isSimilar({ share, copied, longest }: Comparison): boolean {
  return (share >= leastShare && copied >= leastCopied) || longest >= leastPassage;
}

/**
 * Finds published texts that this one copies: whole, lightly edited, in another order, or in part.
 * @returns only texts that `library.visible` lets through
 */
export async function findSimilar(db: Reader, question: Question, library: Library): Promise<Answer> {
  const ours = prepare(question.text, question.names);
  const fingerprints = fingerprintsOf(ours);
  if (fingerprints.length === 0) return { others: [], ownEarlier: [] };
  const sought = { fingerprints, subject: question.subject, unit: question.unit };
  const { common, texts } = await findCandidates(db, sought);
  const own = await findOwnTexts(db, sought, mostShown);
  const matchesOf = async (found: readonly KnownText[], shared: ReadonlySet<number>, most: number) => {
    const seen = (await library.visible(found)).slice(0, most);
    const compared = (await library.load(seen)).map((theirs) => {
      const comparison = compare(ours, prepare(theirs.text, theirs.names), shared);
      return { theirs, comparison };
    });
    return compared
      .filter(({ comparison }) => isSimilar(comparison))
      .sort((a, b) => b.comparison.share - a.comparison.share)
      .slice(0, mostShown)
      .map(({ theirs, comparison }) => matchOf(question.text, theirs, comparison));
  };
  return {
    others: await matchesOf(texts, common, mostCompared),
    // Against one's own earlier text a form counts like everything else: the question is what is new.
    ownEarlier: await matchesOf(own, new Set(), mostShown),
  };
}

function matchOf(ours: string, theirs: LoadedText, { share, passages }: Comparison): Match {
  return {
    known: theirs.known,
    share,
    passages: passages
      .flatMap((passage) => byParagraph(passage, ours, theirs.text))
      .slice(0, mostPassages)
      .map((passage) => ({
        ours: runsOf(ours, passage, 'ours'),
        theirs: runsOf(theirs.text, passage, 'theirs'),
      })),
  };
}

/** A passage cut into what is the same and what was changed. */
function runsOf(text: string, passage: Passage, side: 'ours' | 'theirs'): readonly Run[] {
  const runs: Run[] = [];
  let at = passage[side].start;
  for (const same of passage.same) {
    const { start, end } = same[side];
    if (start > at) runs.push({ text: text.slice(at, start), same: false });
    runs.push({ text: text.slice(Math.max(at, start), end), same: true });
    at = Math.max(at, end);
  }
  return runs;
}
