import { useEffect, useRef } from 'react';
import { Loading, Nothing, Page, useAddressState, useCommand, useGo, useSession, useText } from '#ui/office';
import type { CaseView, CreateDisclosureForm } from '../forms.ts';
import { texts } from './messages.ts';

/** Begins a dossier in the unit worked for (or `?unit=`), with a duty already chosen when the address names one. */
export function Screen() {
  const say = useText(texts);
  const go = useGo();
  const { unit, units } = useSession();
  const [address] = useAddressState();
  const asked = Number(address['unit']);
  const handlerIn = (id: number) => units.some((one) => one.id === id && one.roles.includes('handler'));
  const chosen =
    asked > 0
      ? asked
      : unit !== null && handlerIn(unit.id)
        ? unit.id
        : units.find((one) => handlerIn(one.id))?.id;
  const create = useCommand<CreateDisclosureForm, CaseView>('POST', '/api/disclosures', {
    changes: ['/api/disclosures'],
    onDone: (view) => go(`/revisions/${view.revision}`, {}, true),
  });
  // React mounts twice in development; a dossier is begun once.
  const begun = useRef(false);
  const { mutate } = create;
  const duty = address['duty'];
  useEffect(() => {
    if (chosen === undefined || begun.current) return;
    begun.current = true;
    mutate({ unit: chosen, content: duty === undefined ? {} : { duties: [duty] } });
  }, [chosen, duty, mutate]);
  return (
    <Page title={say('compose.title')}>
      {chosen === undefined ? (
        <Nothing title={say('compose.noUnit')} help={say('compose.noUnitHelp')} />
      ) : create.error !== null ? (
        <Nothing title={create.error.message} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}
