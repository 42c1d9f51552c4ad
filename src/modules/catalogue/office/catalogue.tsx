import { Tabs } from 'antd';
import {
  affairsWords,
  type Crumb,
  commonTexts,
  GoTo,
  Page,
  useAddressPart,
  useAddressState,
  useRead,
  useText,
  WhenRead,
} from '#ui/office';
import type { CatalogueView } from '../forms.ts';
import { CatalogueHistory } from './catalogue-history.tsx';
import { CatalogueMoves } from './catalogue-moves.tsx';
import { CatalogueRows } from './catalogue-rows.tsx';
import { CompareVersions } from './compare.tsx';
import { CatalogueMark } from './state.tsx';
import { texts } from './texts.ts';

/** One version of a unit's catalogue: its rows, how it came to be, what it changes, and what can be done with it. */
export function Screen() {
  const read = useRead<CatalogueView>(`/api/catalogues/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(view) => <Catalogue view={view} />}</WhenRead>;
}

function Catalogue({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const affairs = useText(affairsWords);
  const [address, change] = useAddressState();
  const crumbs: readonly Crumb[] = [
    { title: say('catalogues'), to: '/catalogues' },
    { title: view.unitName },
  ];
  return (
    <>
      <Page
        title={view.title}
        crumbs={crumbs}
        note={<Note view={view} kind={affairs(view.affairsKind)} />}
        actions={<Actions view={view} />}
        wide
      >
        <Tabs
          activeKey={address['tab'] ?? 'rows'}
          onChange={(tab) => change({ tab: tab === 'rows' ? undefined : tab }, false)}
          items={[
            {
              key: 'rows',
              label: `${say('rows')} ${view.rows.length}`,
              children: <CatalogueRows view={view} />,
            },
            { key: 'history', label: say('history'), children: <CatalogueHistory view={view} /> },
            { key: 'compare', label: say('compare'), children: <CompareVersions view={view} /> },
          ]}
        />
      </Page>
      <CatalogueMoves view={view} />
    </>
  );
}

function Note({ view, kind }: { view: CatalogueView; kind: string }) {
  const say = useText(texts);
  return (
    <>
      <span className="row">
        <CatalogueMark state={view.state} />
        <span>{kind}</span>
        <span className="tabular nowrap">
          {view.year} · {say('version')} {view.version}
        </span>
        {view.inForceFrom === null ? null : (
          <span className="tabular nowrap">
            {say('inForceFrom')} {view.inForceFrom}
          </span>
        )}
      </span>
      {view.returnReason === null ? null : (
        <p className="red">{say('returned', { reason: view.returnReason })}</p>
      )}
    </>
  );
}

function Actions({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  return (
    <>
      {view.state === 'draft' ? <GoTo to={`/catalogues/${view.id}/import`}>{say('import')}</GoTo> : null}
      <a href={`/api/catalogues/${view.id}/export?format=xlsx`} download title={common('export')}>
        {say('export')}
      </a>
    </>
  );
}
