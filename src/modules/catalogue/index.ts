/** The front door of the catalogue room. */

export { changeDefaults } from './commands/change-defaults.ts';
export { createCatalogue } from './commands/create-catalogue.ts';
export { addItem, editItem, removeItem, renameCatalogue } from './commands/edit-catalogue.ts';
export { type Fulfilment, fulfilDuties } from './commands/fulfil-duties.ts';
export { moveCatalogue } from './commands/move-catalogue.ts';
export { recordTriggerEvent, type TriggerRefusal } from './commands/record-trigger-event.ts';
export { REGISTER_VERSIONS } from './commands/register-versions.ts';
export { cancelDuty, withholdDuty } from './commands/settle-duty.ts';
export { createTemplate, decideProposal, editTemplate } from './commands/templates.ts';
export { type WithholdingDecision, withholdDuties } from './commands/withhold-duties.ts';
export type { CatalogueFacts } from './facts.ts';
export type { CatalogueView, ItemFields, ItemView } from './forms/catalogue.ts';
export type { DutyStanding, DutyView, OverviewRow } from './forms/duty.ts';
export type { AffairsKind, Scope, WithholdReason } from './forms/vocabulary.ts';
export { catalogue as catalogueModule } from './module.ts';
export {
  findDutyDetail,
  getDuty,
  listDuties as dutiesOfUnit,
  listDutiesById,
  listOpenDuties,
} from './queries/duties.ts';
export { overviewSql, readOverview } from './queries/overview.ts';
export {
  listPublicCatalogues,
  listPublicRows,
  type PublicCatalogue,
  type PublicDuty,
  type PublicRow,
} from './queries/public.ts';
export { findRowInForce } from './queries/row-in-force.ts';
export { findUnitRow } from './store/query.ts';
