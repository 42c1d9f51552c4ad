import {
  countOf,
  defineTexts,
  holdsRole,
  type RowsPage,
  Todo,
  useRead,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { CatalogueRow, DutyView } from '../forms.ts';

const texts = defineTexts({
  'zh-CN': {
    late: '项公开事项已逾期',
    lateBelow: '项下级单位的公开事项逾期未办',
    dueSoon: '项公开事项即将到期',
    filed: '份目录等你备案登记',
    submitted: '份目录等待审批',
    approved: '份目录已审批，还没有报备',
    reviewDue: '项不予公开决定到期复核',
    all: '全部',
    due: '{due} 到期',
    version: '{year} 年第 {version} 版',
  },
  en: {
    late: 'duties late',
    lateBelow: 'duties late in the units below',
    dueSoon: 'duties due soon',
    filed: 'catalogues filed, for you to register',
    submitted: 'catalogues to be approved',
    approved: 'catalogues approved but not filed',
    reviewDue: 'decisions not to publish are due for review',
    all: 'All',
    due: 'due {due}',
    version: '{year}, version {version}',
  },
});

const few = 5;

/**
 * Duties and filings on the home page, by what the person's roles can do: in all units in which they hold them, whichever
 * is chosen at the moment.
 */
export function Today() {
  const session = useSession();
  const unit = session.unit?.id;
  if (unit === undefined) return null;
  const handles = holdsRole(session, ['handler']);
  const registers = holdsRole(session, ['committeeOffice']);
  const approves = holdsRole(session, ['approver']);
  return (
    <>
      {registers ? <Catalogues state="filed" words="filed" /> : null}
      {registers && !handles ? <LateBelow unit={unit} /> : null}
      {approves ? <Catalogues state="submitted" words="submitted" as="approver" /> : null}
      {approves ? <Duties as="approver" standing="reviewDue" /> : null}
      {handles ? <Catalogues state="approved" words="approved" as="handler" /> : null}
      {handles ? <Duties as="handler" standing="late" /> : null}
      {handles ? <Duties as="handler" standing="dueSoon" /> : null}
    </>
  );
}

type DutiesProps = { as: 'handler' | 'approver'; standing: 'late' | 'dueSoon' | 'reviewDue' };

function Duties({ as, standing }: DutiesProps) {
  const say = useText(texts);
  const session = useSession();
  const asked = standing === 'reviewDue' ? { reviewDue: true } : { standing };
  const page = useRead<RowsPage<DutyView>>(withQuery('/api/duties', { as, ...asked, limit: few })).data;
  if (page === undefined) return null;
  const several = session.units.length > 1;
  return (
    <Todo
      title={say(standing)}
      count={countOf(page)}
      late={standing === 'late'}
      all={{ to: '/duties', search: { as, standing }, words: say('all') }}
      rows={page.rows.map((duty) => ({
        key: duty.id,
        title: `${several ? `${duty.unitName}：` : ''}${duty.matter2 === '' ? duty.matter1 : `${duty.matter1} · ${duty.matter2}`}`,
        note: say('due', { due: duty.due }),
        to: `/duties/${duty.id}`,
        late: standing === 'late',
      }))}
    />
  );
}

/** For those who coordinate: what is late anywhere below, by unit. */
function LateBelow({ unit }: { unit: number }) {
  const say = useText(texts);
  const page = useRead<RowsPage<DutyView>>(
    withQuery('/api/duties', { unit, below: true, standing: 'late', limit: few }),
  ).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('lateBelow')}
      count={countOf(page)}
      late
      all={{ to: '/overview', search: { unit: String(unit) }, words: say('all') }}
      rows={page.rows.map((duty) => ({
        key: duty.id,
        title: `${duty.unitName}：${duty.matter2 === '' ? duty.matter1 : duty.matter2}`,
        note: say('due', { due: duty.due }),
        to: `/duties/${duty.id}`,
        late: true,
      }))}
    />
  );
}

type CataloguesProps = {
  state: 'filed' | 'submitted' | 'approved';
  words: 'filed' | 'submitted' | 'approved';
  as?: 'handler' | 'approver';
};

function Catalogues({ state, words, as }: CataloguesProps) {
  const say = useText(texts);
  const page = useRead<RowsPage<CatalogueRow>>(withQuery('/api/catalogues', { state, as, limit: few })).data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say(words)}
      count={countOf(page)}
      all={{ to: '/catalogues', search: as === undefined ? { state } : { state, as }, words: say('all') }}
      rows={page.rows.map((row) => ({
        key: row.id,
        title: `${row.unitName} · ${row.title}`,
        note: say('version', { year: row.year, version: row.version }),
        to: `/catalogues/${row.id}`,
      }))}
    />
  );
}
