import { createPortal } from 'react-dom';
import {
  commonTexts,
  countOf,
  DropVeil,
  daysBetween,
  Todo,
  type TodoRow,
  todayHere,
  useFileDrop,
  useGo,
  useRead,
  useSession,
  useText,
} from '#ui/office';
import type { DisclosurePage, InboxCounts, InboxPage, InboxRow } from '../forms.ts';
import { leaveFiles } from './dropped-files.ts';
import { MattersToday } from './matters/today.tsx';
import { todayTexts } from './today-texts.ts';

const few = 5;

/** Cases on the home page: what waits for me, what came back, what I have begun. */
export function Today() {
  const { me } = useSession();
  return (
    <>
      {me.permissions.includes('disclosure.browse') ? <Cases /> : null}
      <MattersToday />
      {me.permissions.includes('disclosure.draft') ? <DropToBegin /> : null}
    </>
  );
}

/** Files dropped on today's work begin a disclosure. */
function DropToBegin() {
  const say = useText(todayTexts);
  const go = useGo();
  const dropping = useFileDrop((files) => {
    leaveFiles(files);
    go('/compose');
  });
  // Beside the list: the list is empty when nothing waits, and is asked whether it is.
  return dropping ? createPortal(<DropVeil words={say('drop')} />, document.body) : null;
}

function Cases() {
  const say = useText(todayTexts);
  const counts = useRead<InboxCounts>('/api/disclosures/inbox/counts').data;
  const mine = useRead<InboxPage>(ask('mine', counts?.mine)).data;
  const returned = useRead<InboxPage>(ask('returned', counts?.returned)).data;
  const late = useRead<InboxPage>(ask('late', counts?.late)).data;
  const drafts = useRead<DisclosurePage>(`/api/disclosures/drafts?limit=${few}`).data;
  const toRow = useToRow();
  return (
    <>
      {counts === undefined ? null : (
        <>
          <Todo
            title={say('late')}
            count={counts.late}
            late
            all={{ to: '/inbox', search: { box: 'late' }, words: say('all') }}
            rows={(late?.rows ?? []).map(toRow)}
          />
          <Todo
            title={say('mine')}
            count={counts.mine}
            all={{ to: '/inbox', words: say('all') }}
            rows={(mine?.rows ?? []).map(toRow)}
          />
          <Todo
            title={say('returned')}
            count={counts.returned}
            all={{ to: '/inbox', search: { box: 'returned' }, words: say('all') }}
            rows={(returned?.rows ?? []).map(toRow)}
          />
        </>
      )}
      {drafts === undefined ? null : (
        <Todo
          title={say('drafts')}
          count={countOf(drafts)}
          all={{ to: '/disclosures', search: { tab: 'drafts' }, words: say('all') }}
          rows={drafts.rows.map((row) => ({
            key: row.revision,
            title: row.title === '' ? say('untitled') : row.title,
            note: row.unit.name,
            to: `/revisions/${row.revision}`,
          }))}
        />
      )}
    </>
  );
}

function ask(box: string, count: number | undefined): string | null {
  return count === undefined || count === 0 ? null : `/api/disclosures/inbox?box=${box}&limit=${few}`;
}

function useToRow(): (row: InboxRow) => TodoRow {
  const say = useText(todayTexts);
  const sayCommon = useText(commonTexts);
  return (row) => {
    const days = row.dueOn === null ? null : daysBetween(todayHere(), row.dueOn);
    const when =
      days === null
        ? null
        : days < 0
          ? sayCommon('daysLate', { days: -days })
          : days === 0
            ? sayCommon('dueToday')
            : sayCommon('daysLeft', { days });
    return {
      key: row.revision,
      title: row.title === '' ? say('untitled') : row.title,
      note: [row.unit.name, when].filter((part) => part !== null).join(' · '),
      to: `/revisions/${row.revision}`,
      late: days !== null && days < 0,
    };
  };
}
