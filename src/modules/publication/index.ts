/** Front door of the publication room (发布): what is public, to whom, since when. */

export { connectManifests } from './commands/freeze-parts.ts';
export { carryOutPlan } from './commands/plan-publication.ts';
export { type Publication, registerRevision } from './commands/register-revision.ts';
export { setSite } from './commands/settings.ts';
export type { Erased, Published, Refused, Withdrawn } from './facts.ts';
export { REGISTER_OLD } from './jobs.ts';
export { connectLinks } from './links/settings.ts';
export { publicationModule } from './module.ts';
export { connectDocuments } from './official-document/check-job.ts';
export { type Picture, readPictures } from './official-document/make.ts';
export { setLayoutFile } from './official-document/settings.ts';
export { connectOpenData, OPEN_DATA } from './open-data/job.ts';
export { bodyHtml } from './pages/frozen.ts';
export { maySee, outsider, type Reader, readerOf, type Seen } from './policy.ts';
export { type DutyLine, listUnitDuties } from './queries/duties.ts';
export { findItem, type ItemAnswer, type ItemView } from './queries/item.ts';
export { countItems, type ItemFilter, type ItemPage, type ItemSummary, listItems } from './queries/items.ts';
export {
  listNews,
  listSlugs,
  listStillOpen,
  type NewsEntry,
  newsHead,
  type OpenItem,
} from './queries/news.ts';
export { findPrintedProof, type PrintedProof } from './queries/printed-proof.ts';
export { getSite } from './queries/site.ts';
export { findTeasers, listNewestTeasers, type Teaser } from './queries/teasers.ts';
export type { Plan } from './ready/addresses.ts';
export { listLiveSlugs } from './ready/addresses.ts';
export { allPlans } from './ready/all-plans.ts';
export { connectReadyPages } from './ready/closing.ts';
export { noteExport } from './ready/exports.ts';
export { type KeeperOptions, rebuildReady, startKeeper } from './ready/keeper.ts';
export { MEND_SEARCH } from './search/job.ts';
export { checkSearch, rebuildSearch } from './search/rebuild.ts';
