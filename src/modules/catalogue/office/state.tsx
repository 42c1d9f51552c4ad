import { Mark, type Tone } from '#ui/office';
import type { CatalogueState, DutyStanding } from '../forms.ts';
import { useWords } from './texts.ts';

const catalogueTones: Readonly<Record<CatalogueState, Tone>> = {
  draft: 'plain',
  submitted: 'wait',
  approved: 'wait',
  filed: 'wait',
  registered: 'wait',
  inForce: 'good',
  superseded: 'quiet',
  discarded: 'quiet',
};

export function CatalogueMark({ state }: { state: CatalogueState }) {
  const words = useWords();
  return <Mark tone={catalogueTones[state]}>{words(`catalogueState.${state}`)}</Mark>;
}

const standingTones: Readonly<Record<DutyStanding, Tone>> = {
  upcoming: 'plain',
  dueSoon: 'wait',
  late: 'late',
  missed: 'late',
  doneInTime: 'good',
  doneLate: 'good',
  withheld: 'quiet',
  cancelled: 'quiet',
};

export function StandingMark({ standing }: { standing: DutyStanding }) {
  const words = useWords();
  return <Mark tone={standingTones[standing]}>{words(`dutyStanding.${standing}`)}</Mark>;
}
