import { useEffect, useRef } from 'react';
import {
  Loading,
  Nothing,
  Page,
  ReadFailed,
  useAddressState,
  useCommand,
  useGo,
  useRead,
  useSession,
  useText,
} from '#ui/office';
import type { CaseView, CreateDisclosureForm, DisclosurePage } from '../forms.ts';
import { texts } from './messages.ts';
import type { DutyOption } from './neighbours.ts';

/** Begins a dossier in the unit worked for (or `?unit=`), about a duty when the address names one (`?duty=`). */
export function Screen() {
  const say = useText(texts);
  const [address] = useAddressState();
  const unit = useHandledUnit(Number(address['unit']));
  const duty = useRead<DutyOption>(address['duty'] === undefined ? null : `/api/duties/${address['duty']}`);
  const drafts = useRead<DisclosurePage>('/api/disclosures/drafts?limit=100');
  const failed = duty.error ?? drafts.error;
  const ready = drafts.data !== undefined && (address['duty'] === undefined || duty.data !== undefined);
  return (
    <Page title={say('compose.title')}>
      {unit === undefined ? (
        <Nothing title={say('compose.noUnit')} help={say('compose.noUnitHelp')} />
      ) : failed !== null ? (
        <ReadFailed error={failed} />
      ) : ready && drafts.data !== undefined ? (
        <Begin unit={unit} duty={duty.data} drafts={drafts.data} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function useHandledUnit(asked: number): number | undefined {
  const { unit, units } = useSession();
  if (asked > 0) return asked;
  const handled = units.filter((one) => one.roles.includes('handler'));
  return (handled.find((one) => one.id === unit?.id) ?? handled[0])?.id;
}

type BeginProps = {
  readonly unit: number;
  readonly duty: DutyOption | undefined;
  readonly drafts: DisclosurePage;
};

function Begin({ unit, duty, drafts }: BeginProps) {
  const go = useGo();
  const create = useCommand<CreateDisclosureForm, CaseView>('POST', '/api/disclosures', {
    changes: ['/api/disclosures'],
    onDone: (view) => go(`/revisions/${view.revision}`, {}, true),
  });
  // React mounts twice in development; a dossier is begun once.
  const begun = useRef(false);
  const { mutate } = create;
  // Opening this address again must not pile up empty dossiers: one begun and never written is taken up again.
  const blank =
    duty === undefined
      ? drafts.rows.find((row) => row.unit.id === unit && row.title === '' && row.revisionNumber === 1)
          ?.revision
      : undefined;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    if (blank === undefined) mutate({ unit, content: contentFor(duty) });
    else go(`/revisions/${blank}`, {}, true);
  }, [unit, duty, blank, mutate, go]);
  return create.error === null ? <Loading /> : <ReadFailed error={create.error} />;
}

function contentFor(duty: DutyOption | undefined): CreateDisclosureForm['content'] {
  if (duty === undefined) return {};
  const { id, affairsKind, scope, matter1 } = duty;
  return { duties: [id], affairsKind, scope, category: matter1.slice(0, 80) };
}
