import { useState } from 'react';
import {
  BoxTabs,
  type Column,
  Due,
  Nothing,
  Page,
  RowsList,
  roleWords,
  useBox,
  useGo,
  useLocale,
  useMoreRows,
  useRead,
  useSession,
  useText,
} from '#ui/office';
import type { InboxCounts, InboxRow } from '../forms.ts';
import { type InboxBox, inboxBoxes } from '../words.ts';
import { BatchBar } from './batch.tsx';
import { flowTexts } from './flow-texts.ts';
import { CaseTitle, useUnseen } from './following/unseen.tsx';
import { Leave } from './leave.tsx';
import { texts } from './messages.ts';
import { StateMark } from './state.tsx';
import { UrgentMark } from './urgent/flag.tsx';

/** The inbox: what waits for me, what is nearly or already late, what others hold, what came back. */
export function Screen() {
  const say = useText(texts);
  const box = useBox(inboxBoxes, 'mine');
  const counts = useRead<InboxCounts>('/api/disclosures/inbox/counts').data;
  return (
    <Page title={say('inbox')} wide actions={<Leave />}>
      <BoxTabs
        boxes={inboxBoxes}
        open={box}
        label={(one) => (counts === undefined ? say(`box.${one}`) : `${say(`box.${one}`)} ${counts[one]}`)}
      />
      <Acting />
      <Box key={box} box={box} />
    </Page>
  );
}

/** For whom I act now (代理): what I decide for them is signed in both names. */
function Acting() {
  const say = useText(flowTexts);
  const { locale } = useLocale();
  const { me } = useSession();
  const lent = me.grants.filter((grant) => grant.principalName !== null);
  if (lent.length === 0) return null;
  const words: Readonly<Record<string, string>> = roleWords[locale];
  const list = lent
    .map((one) => `${one.principalName}（${one.unitName} ${words[one.role] ?? one.role}）`)
    .join('、');
  return <p className="quiet">{say('acting', { list })}</p>;
}

function Box({ box }: { box: InboxBox }) {
  const say = useText(texts);
  const go = useGo();
  const rows = useMoreRows<InboxRow>(`/api/disclosures/inbox?box=${box}&limit=50`);
  const [chosen, choose] = useState<readonly (string | number)[]>([]);
  const chosenRows = rows.rows.filter((row) => chosen.includes(row.revision));
  const columns = useColumns(useUnseen(rows.rows.map((row) => row.disclosure)));
  return (
    <>
      <RowsList
        of={rows}
        name="inbox"
        label={say(`box.${box}`)}
        rowKey={(row) => row.revision}
        columns={columns}
        onOpen={(row) => go(`/revisions/${row.revision}`)}
        empty={<Nothing title={say(`empty.${box}`)} help={say('empty.inbox.help')} />}
        {...(box === 'waiting' || box === 'returned'
          ? {}
          : { selection: { keys: chosen, onChange: choose } })}
      />
      {chosenRows.length === 0 ? null : <BatchBar rows={chosenRows} done={() => choose([])} />}
    </>
  );
}

function useColumns(unseen: ReadonlySet<string>): readonly Column<InboxRow>[] {
  const say = useText(texts);
  return [
    {
      key: 'title',
      title: say('title'),
      show: (row) => <CaseTitle row={row} unseen={unseen} />,
    },
    {
      key: 'state',
      title: say('case.chain'),
      width: 140,
      show: (row) => (
        <>
          <StateMark state={row.state} /> <UrgentMark flag={row.urgent} />
        </>
      ),
    },
    { key: 'due', title: say('dueOn'), width: 200, show: (row) => <Due on={row.dueOn} /> },
    { key: 'unit', title: say('meta.scopeUnit'), width: 200, optional: true, show: (row) => row.unit.name },
    {
      key: 'purpose',
      title: say('purpose'),
      width: 100,
      optional: true,
      show: (row) => say(`purpose.${row.purpose}`),
    },
    {
      key: 'number',
      title: say('number'),
      width: 120,
      optional: true,
      show: (row) => <span className="tabular nowrap">{row.number}</span>,
    },
    {
      key: 'proposer',
      title: say('proposer'),
      width: 100,
      optional: true,
      show: (row) => row.proposer?.name ?? '—',
    },
    {
      key: 'holder',
      title: say('holder'),
      width: 100,
      optional: true,
      show: (row) => row.claimedBy?.name ?? <span className="quiet">—</span>,
    },
  ];
}
