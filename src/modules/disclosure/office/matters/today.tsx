import { countOf, formatMoment, Todo, useRead, useSession, useText, withQuery } from '#ui/office';
import type { MatterPage } from '../../matters/forms.ts';
import type { UrgentPage } from '../../urgent/forms.ts';
import type { WithholdingPage } from '../../withholding/forms.ts';
import { urgentTexts } from '../urgent/texts.ts';
import { withholdingTexts } from '../withholding/texts.ts';
import { matterTexts } from './texts.ts';

const few = 5;

/** On the home page: urgent publications to review or late, withholdings to look at again, matters with a stage missing. */
export function MattersToday() {
  const { me } = useSession();
  return me.permissions.includes('disclosure.browse') ? (
    <>
      <Urgent box="late" />
      <Urgent box="mine" />
      <WithholdingsDue />
      <MattersMissing />
    </>
  ) : null;
}

function Urgent({ box }: { box: 'mine' | 'late' }) {
  const say = useText(urgentTexts);
  const page = useRead<UrgentPage>(withQuery('/api/disclosures/urgent', { box, limit: few })).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say(`todo.${box}`)}
      count={countOf(page)}
      late={box === 'late'}
      all={{ to: '/urgent', search: { box }, words: say('all') }}
      rows={page.rows.map((row) => ({
        key: row.revision,
        title: row.title,
        note: [row.unit.name, row.dueAt === null ? '' : formatMoment(row.dueAt)].join(' · '),
        to: `/revisions/${row.revision}`,
        late: row.flag === 'late',
      }))}
    />
  );
}

function WithholdingsDue() {
  const say = useText(withholdingTexts);
  const page = useRead<WithholdingPage>(
    withQuery('/api/disclosures/withholdings', { box: 'reviewDue', limit: few }),
  ).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('todo.due')}
      count={countOf(page)}
      late
      all={{ to: '/withholdings', search: { box: 'reviewDue' }, words: say('all') }}
      rows={page.rows.map((row) => ({
        key: row.revision,
        title: row.title,
        note: `${row.unit.name} · ${row.reviewOn}`,
        to: `/revisions/${row.revision}`,
        late: true,
      }))}
    />
  );
}

function MattersMissing() {
  const say = useText(matterTexts);
  const page = useRead<MatterPage>(withQuery('/api/matters', { box: 'missing', limit: few })).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('missingTodo')}
      count={countOf(page)}
      late
      all={{ to: '/matters', search: { box: 'missing' }, words: say('all') }}
      rows={page.rows.map((row) => ({
        key: row.id,
        title: row.title,
        note: row.unit.name,
        to: `/matters/${row.id}`,
        late: true,
      }))}
    />
  );
}
