import type { Channel } from '#platform/module';
import { findItem } from '../queries/item.ts';
import { dropDocuments } from './make.ts';

/** PDF and Word are made from the item when asked for; what this process keeps of it in memory is dropped when it is asked. */
export const documentChannel: Channel = {
  name: 'documents',
  shows: async ({ db }, { slug }) => {
    const answer = await findItem(db, slug);
    const isShown = answer.kind === 'item' && answer.view.item.scope === 'society';
    if (!isShown) dropDocuments(slug);
    return isShown;
  },
};
