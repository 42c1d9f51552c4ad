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
  useText,
  withQuery,
} from '#ui/office';
import type { UrgentRow } from '../../urgent/forms.ts';
import { UrgentMark } from './flag.tsx';
import { urgentTexts } from './texts.ts';

const boxes = ['mine', 'open', 'late'] as const;

/** Urgent publications until they are reviewed: mine to review, all, late. */
export function Screen() {
  const say = useText(urgentTexts);
  const go = useGo();
  const box = useBox(boxes, 'open');
  const rows = useMoreRows<UrgentRow>(withQuery('/api/disclosures/urgent', { box, limit: 100 }));
  const columns = useColumns();
  return (
    <Page title={say('urgent')} note={say('urgent.help')} wide>
      <BoxTabs boxes={boxes} open={box} label={(one) => say(`box.${one}`)} />
      <RowsList
        of={rows}
        name="urgent"
        label={say('urgent')}
        rowKey={(row) => row.revision}
        columns={columns}
        onOpen={(row) => go(`/revisions/${row.revision}`)}
        empty={<Nothing title={say('none')} help={say('noneHelp')} />}
      />
    </Page>
  );
}

function useColumns(): readonly Column<UrgentRow>[] {
  const say = useText(urgentTexts);
  return [
    {
      key: 'title',
      title: say('title'),
      show: (row) => <GoTo to={`/revisions/${row.revision}`}>{row.title}</GoTo>,
    },
    { key: 'state', title: say('state'), width: 190, show: (row) => <UrgentMark flag={row.flag} /> },
    {
      key: 'due',
      title: say('due'),
      width: 160,
      show: (row) => (
        <span className={row.flag === 'late' ? 'red tabular nowrap' : 'tabular nowrap'}>
          {row.dueAt === null ? '—' : formatMoment(row.dueAt)}
        </span>
      ),
    },
    { key: 'unit', title: say('unit'), width: 180, show: (row) => row.unit.name },
    { key: 'why', title: say('why'), width: 260, optional: true, show: (row) => row.reason },
  ];
}
