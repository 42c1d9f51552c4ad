import {
  countOf,
  defineTexts,
  holdsRole,
  type RowsPage,
  Todo,
  useLocale,
  useRead,
  useSession,
  useText,
} from '#ui/office';
import type { GapView } from '../forms.ts';
import { FirstSteps } from './first-steps.tsx';

const texts = defineTexts({
  'zh-CN': { gaps: '处组织缺口需要补齐', all: '全部' },
  en: { gaps: 'gaps in the organisation', all: 'All' },
});

/** What is missing in the organisation, for those who look after it. */
export function Today() {
  const session = useSession();
  return (
    <>
      <FirstSteps />
      {holdsRole(session, ['committeeOffice', 'systemAdministrator']) ? <Gaps /> : null}
    </>
  );
}

function Gaps() {
  const say = useText(texts);
  const { locale } = useLocale();
  const page = useRead<RowsPage<GapView>>('/api/units/gaps?limit=5').data;
  if (page === undefined) return null;
  return (
    <Todo
      title={say('gaps')}
      count={countOf(page)}
      all={{ to: '/unit-gaps', words: say('all') }}
      rows={page.rows.map((gap) => ({
        key: `${gap.unit.id}${gap.kind}${gap.postId ?? ''}`,
        title: gap.unit.name,
        note: `${gapWords[locale][gap.kind]}${gap.personName === null ? '' : ` · ${gap.personName}`}`,
        to: `/units/${gap.unit.id}`,
        search: { tab: 'leadership' },
      }))}
    />
  );
}

/** Short forms for the home page; the room's full words are loaded with its screens. */
const gapWords: Readonly<Record<'zh-CN' | 'en', Readonly<Record<GapView['kind'], string>>>> = {
  'zh-CN': {
    noLeadingGroup: '未成立领导小组',
    noLeadingGroupHead: '领导小组无组长',
    noOffice: '未设办公室',
    noFirstResponsible: '未明确第一责任人',
    noHandler: '未明确承办人',
    termExpired: '任期已满',
    termEndsSoon: '任期将满',
  },
  en: {
    noLeadingGroup: 'no leading group',
    noLeadingGroupHead: 'leading group without head',
    noOffice: 'no office',
    noFirstResponsible: 'no first responsible person',
    noHandler: 'no handler',
    termExpired: 'term has expired',
    termEndsSoon: 'term ends soon',
  },
};
