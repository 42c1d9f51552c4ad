import { Select } from 'antd';
import {
  Nothing,
  type RowsPage,
  Section,
  useAddressState,
  useRead,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { CatalogueDiff, CatalogueRow, CatalogueView } from '../forms.ts';
import { DiffRows } from './diff-rows.tsx';
import { texts } from './texts.ts';

/** What this version changes against another one of the same unit. */
export function CompareVersions({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const versions =
    useRead<RowsPage<CatalogueRow>>(
      withQuery('/api/catalogues', { unit: view.unit, affairsKind: view.affairsKind, limit: 50 }),
    ).data?.rows ?? [];
  const others = versions.filter((one) => one.id !== view.id);
  const against = address['against'] ?? view.basedOn ?? undefined;
  const diff = useRead<CatalogueDiff>(
    against === undefined ? null : withQuery(`/api/catalogues/${view.id}/diff`, { against }),
  );
  return (
    <Section
      title={say('compare')}
      actions={
        <Select
          aria-label={say('compareWith')}
          placeholder={say('compareWith')}
          value={against ?? null}
          options={others.map((one) => ({
            value: one.id,
            label: `${one.year} · ${one.version} · ${one.title}`,
          }))}
          onChange={(id: string | null) => change({ against: id ?? undefined })}
          style={{ minWidth: 260 }}
        />
      }
    >
      {against === undefined ? (
        <Nothing title={say('diff.choose')} />
      ) : (
        <WhenRead of={diff}>{(answer) => <DiffRows diff={answer} />}</WhenRead>
      )}
    </Section>
  );
}
