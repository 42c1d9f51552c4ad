/** Front door of the publication room (发布): what is public, to whom, since when. */
export { carryOutPlan } from './commands/plan-publication.ts';
export { type Publication, registerRevision } from './commands/register-revision.ts';
export { setSite } from './commands/settings.ts';
export type { Erased, Published, Refused, Withdrawn } from './facts.ts';
export { REGISTER_OLD } from './jobs.ts';
export { publicationModule } from './module.ts';
export { maySee, outsider, type Reader, readerOf, type Seen } from './policy.ts';
export { findItem, type ItemAnswer, type ItemView } from './queries/item.ts';
export { countItems, type ItemFilter, type ItemPage, type ItemSummary, listItems } from './queries/items.ts';
export { getSite } from './queries/site.ts';
