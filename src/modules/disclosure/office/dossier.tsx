import { useEffect } from 'react';
import { useAddressPart, useGo, useRead, WhenRead } from '#ui/office';
import type { CaseView } from '../forms.ts';

/** The address of a dossier leads to its newest revision. */
export function Screen() {
  const read = useRead<CaseView>(`/api/disclosures/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(view) => <Forward to={`/revisions/${view.revision}`} />}</WhenRead>;
}

function Forward({ to }: { to: string }) {
  const go = useGo();
  useEffect(() => go(to, {}, true), [go, to]);
  return null;
}
