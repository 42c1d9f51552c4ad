import { Button } from 'antd';
import { useState } from 'react';
import {
  BoxTabs,
  type Column,
  formatMoment,
  GoTo,
  Nothing,
  Page,
  RowsList,
  useBox,
  useGo,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { MatterRowView } from '../../matters/forms.ts';
import { NewMatter } from './new-matter.tsx';
import { StageMark } from './standing.tsx';
import { matterTexts } from './texts.ts';

const boxes = ['open', 'missing', 'closed'] as const;

/** Major matters (三重一大) of the units my roles cover, with how their stages stand. */
export function Screen() {
  const say = useText(matterTexts);
  const go = useGo();
  const { me } = useSession();
  const [adding, add] = useState(false);
  const box = useBox(boxes, 'open');
  const rows = useMoreRows<MatterRowView>(withQuery('/api/matters', { box, limit: 50 }));
  const columns = useColumns();
  return (
    <Page
      title={say('matters')}
      note={say('matters.help')}
      wide
      actions={
        me.permissions.includes('disclosure.draft') ? (
          <Button type="primary" onClick={() => add(true)}>
            {say('new')}
          </Button>
        ) : null
      }
    >
      <BoxTabs boxes={boxes} open={box} label={(one) => say(`box.${one}`)} />
      <RowsList
        of={rows}
        name="matters"
        label={say('matters')}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => go(`/matters/${row.id}`)}
        empty={<Nothing title={say(box === 'missing' ? 'none.missing' : 'none')} help={say('noneHelp')} />}
      />
      {adding ? <NewMatter close={() => add(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<MatterRowView>[] {
  const say = useText(matterTexts);
  const stage = (of: 'before' | 'decision' | 'result'): Column<MatterRowView> => ({
    key: of,
    title: say(`stage.${of}`),
    width: 190,
    show: (row) => (
      <span className="stack-tight">
        {row.places
          .filter((one) => one.stage === of)
          .map((one) => (
            <span key={one.audience} className="nowrap" style={{ display: 'block' }}>
              <span className="quiet">{say(one.audience)}</span> <StageMark standing={one.standing} />
            </span>
          ))}
      </span>
    ),
  });
  return [
    { key: 'title', title: say('title'), show: (row) => <GoTo to={`/matters/${row.id}`}>{row.title}</GoTo> },
    { key: 'kind', title: say('kind'), width: 120, show: (row) => say(`kind.${row.kind}`) },
    stage('before'),
    stage('decision'),
    stage('result'),
    { key: 'unit', title: say('unit'), width: 180, optional: true, show: (row) => row.unit.name },
    {
      key: 'created',
      title: say('createdAt'),
      width: 150,
      optional: true,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.createdAt)}</span>,
    },
  ];
}
