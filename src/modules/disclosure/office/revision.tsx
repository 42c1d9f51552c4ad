import { lazy, Suspense } from 'react';
import { Loading, useAddressPart, useRead, WhenRead } from '#ui/office';
import type { CaseView } from '../forms.ts';
import { PaperFile } from './paper-file.tsx';

// The editor is heavy and only writers need it.
const Composer = lazy(async () => ({ default: (await import('./composer.tsx')).Composer }));

/** One revision: the composer while I may edit it, the paper file otherwise. */
export function Screen() {
  const revision = useAddressPart('revision');
  const read = useRead<CaseView>(`/api/revisions/${revision}`);
  return (
    <WhenRead of={read}>
      {(view) =>
        isEditable(view) ? (
          <Suspense fallback={<Loading />}>
            <Composer key={view.revision} view={view} />
          </Suspense>
        ) : (
          <PaperFile key={view.revision} view={view} />
        )
      }
    </WhenRead>
  );
}

function isEditable(view: CaseView): boolean {
  return view.state === 'draft' && view.moves.some((one) => one.move === 'edit' && one.possible);
}
