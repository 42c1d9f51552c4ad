import { listNamesInTexts } from '#modules/organisations';
import { type Answer, findSimilar, type KnownText, type Library } from '#modules/similarity';
import type { Reader } from '#platform/database';
import type { LoadedCase } from '../store/load-case.ts';
import { wordsOf } from './words.ts';

/** Published texts as this room holds them, behind the question of who may see them. */
export function libraryOf(db: Reader, visible: Library['visible']): Library {
  return {
    visible,
    load: async (texts) => {
      const words = await wordsOf(
        db,
        texts.map((one) => one.revision),
      );
      const names = await listNamesInTexts(
        db,
        texts.map((one) => one.unit),
      );
      return texts.flatMap((known) => {
        const text = words.get(known.revision);
        return text === undefined ? [] : [{ known, text, names: names.get(known.unit) ?? [] }];
      });
    },
  };
}

/** What is open to society is everybody's to see. */
export function isOpenToAll(text: KnownText): boolean {
  return text.scope === 'society';
}

/** Nothing new goes out with these: comparing their text would only find what was compared before. */
const withoutNewText: readonly string[] = ['withdraw', 'changeValidity'];

/** What other units' published texts this revision is like, as far as `visible` lets the asker see them. */
export async function similarTo(
  db: Reader,
  { revision, dossier, unit }: LoadedCase,
  visible: Library['visible'],
): Promise<Answer> {
  if (withoutNewText.includes(revision.purpose)) return { others: [], ownEarlier: [] };
  const words = await wordsOf(db, [revision.id]);
  const names = await listNamesInTexts(db, [unit.id]);
  return findSimilar(
    db,
    {
      subject: dossier.id,
      unit: unit.id,
      names: names.get(unit.id) ?? [],
      text: words.get(revision.id) ?? '',
    },
    libraryOf(db, visible),
  );
}

/** A share in whole parts of a hundred. */
export function percentOf(share: number): number {
  return Math.min(100, Math.round(share * 100));
}
