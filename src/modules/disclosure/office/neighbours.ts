import type { Sent } from '#ui/office';
import type { CatalogueRow, CatalogueView, DutyView } from '../../catalogue/forms.ts';
import type { DelegationPage } from '../../identity/forms.ts';
import type {
  CheckAnswer,
  Finding,
  FindingPlace,
  MaskAnswer,
  RevisionFindings,
} from '../../screening/forms.ts';

/** What these screens show of other rooms' answers. */
export type DutyOption = Pick<
  DutyView,
  'id' | 'matter1' | 'matter2' | 'due' | 'period' | 'unitName' | 'scope' | 'affairsKind'
>;
export type ScreeningPlace = FindingPlace;
export type ScreeningFinding = Finding;
export type ScreeningCheck = CheckAnswer;
export type ScreeningMasked = MaskAnswer;
export type ScreenedRevision = RevisionFindings;
export type MyDelegations = Sent<DelegationPage>;
export type CatalogueHead = Pick<CatalogueRow, 'id'>;
export type CatalogueInForce = Pick<CatalogueView, 'id' | 'rows'>;
export type CatalogueItem = CatalogueView['rows'][number];
