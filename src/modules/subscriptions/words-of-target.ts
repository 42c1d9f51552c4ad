import { findUnit } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { Translate } from '#platform/i18n';
import { parseTarget } from './target.ts';

/** What is subscribed to, as a reader would call it: `云溪村 · 村务 · “保密审查”`. */
export async function wordsOfTarget(db: Reader, t: Translate, kept: string): Promise<string> {
  const target = parseTarget(kept);
  const unit = target.unit === null ? undefined : await findUnit(db, target.unit);
  const words = [
    unit !== undefined &&
      t(target.within ? 'subscriptions.target.within' : 'subscriptions.target.unit', { unit: unit.name }),
    target.kind !== null && t(`publication.affairs.${target.kind}`),
    target.category,
    target.text !== '' && t('subscriptions.target.text', { text: target.text }),
  ].filter((one) => typeof one === 'string' && one !== '');
  return words.length === 0 ? t('subscriptions.target.all') : words.join(' · ');
}
