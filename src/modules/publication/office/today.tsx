import {
  countOf,
  defineTexts,
  formatMoment,
  holdsRole,
  Todo,
  useRead,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { PlanPage } from '../forms.ts';

const texts = defineTexts({
  'zh-CN': { missed: '件没有按时发布', all: '全部', planned: '原定 {at}' },
  en: { missed: 'not published in time', all: 'All', planned: 'planned for {at}' },
});

/** Publications that missed their moment: somebody has to look. */
export function Today() {
  const session = useSession();
  const unit = session.unit?.id;
  return unit !== undefined && holdsRole(session, ['handler', 'approver', 'committeeOffice'], 'here') ? (
    <Missed unit={unit} />
  ) : null;
}

function Missed({ unit }: { unit: number }) {
  const say = useText(texts);
  const page = useRead<PlanPage>(
    withQuery('/api/publications/plans', { unit, only: 'findings', limit: 5 }),
  ).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('missed')}
      count={countOf(page)}
      late
      all={{ to: '/schedule', search: { only: 'findings' }, words: say('all') }}
      rows={page.rows.map((plan) => ({
        key: plan.revision,
        title: say('planned', { at: formatMoment(plan.publishAt) }),
        to: `/revisions/${plan.revision}`,
        late: true,
      }))}
    />
  );
}
