import {
  defineTexts,
  GoTo,
  holdsRole,
  Mark,
  type RowsPage,
  Section,
  useRead,
  useSession,
  useText,
} from '#ui/office';
import type { UnitSummary } from '../forms.ts';

const texts = defineTexts({
  'zh-CN': {
    title: '开始使用',
    helpOn: '按下列顺序做完，各单位就可以办理公开了。三员各做各的，不能互相代替。',
    help: '目前只有最高单位“{root}”。按下列顺序做完，各单位就可以办理公开了。三员各做各的，不能互相代替。',
    root: '核对最高单位的名称和类别',
    rootNote: '系统管理员',
    units: '导入下级单位，或在最高单位下逐个新建',
    unitsNote: '系统管理员 · 表格一次导入',
    people: '为各单位工作人员建立账号',
    peopleNote: '系统管理员 · 一次性密码当面交给本人',
    roles: '授予岗位：承办、审核、保密审查、审批',
    rolesNote: '安全管理员 · 四个岗位由四个人担任',
    done: '已完成',
    next: '待办',
    yours: '由您办理',
  },
  en: {
    title: 'First steps',
    helpOn: 'After these steps every unit can work. Each administrator does their own part.',
    help: 'There is only the topmost unit “{root}” so far. After these steps every unit can work. Each administrator does their own part.',
    root: 'Check name and kind of the topmost unit',
    rootNote: 'System administrator',
    units: 'Import the units below, or make them one by one',
    unitsNote: 'System administrator · one table for all',
    people: 'Make accounts for the people of the units',
    peopleNote: 'System administrator · hand the one-time password over in person',
    roles: 'Give roles: handler, reviewer, secrecy reviewer, approver',
    rolesNote: 'Security administrator · four roles, four people',
    done: 'done',
    next: 'to do',
    yours: 'yours to do',
  },
});

const administrators = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'];

type Person = { readonly id: string; readonly roles: readonly { readonly role: string }[] };
type Step = {
  readonly key: 'root' | 'units' | 'people' | 'roles';
  readonly to: string;
  readonly done: boolean;
  readonly by: string;
};

/**
 * The way from an empty installation to one that works: units, people, roles. Seen by the administrators of the topmost
 * unit until each step has been taken once; nothing to see afterwards.
 */
export function FirstSteps() {
  const session = useSession();
  return holdsRole(session, ['systemAdministrator', 'securityAdministrator']) ? <Steps /> : null;
}

function Steps() {
  const say = useText(texts);
  const session = useSession();
  const tops = useRead<RowsPage<UnitSummary>>('/api/units?limit=2').data?.rows;
  const root = tops?.find((unit) => unit.superiorId === null);
  const people = useRead<RowsPage<Person>>(root === undefined ? null : '/api/people?limit=50').data?.rows;
  if (root === undefined || people === undefined) return null;
  const workers = people.filter((one) => !one.roles.some(({ role }) => administrators.includes(role)));
  const isWorking = workers.some((one) => one.roles.length > 0);
  const steps: readonly Step[] = [
    { key: 'root', to: `/units/${root.id}`, done: root.childCount > 0, by: 'systemAdministrator' },
    { key: 'units', to: '/unit-imports', done: root.childCount > 0, by: 'systemAdministrator' },
    { key: 'people', to: '/people', done: workers.length > 0, by: 'systemAdministrator' },
    { key: 'roles', to: '/people', done: isWorking, by: 'securityAdministrator' },
  ];
  if (steps.every((step) => step.done)) return null;
  return (
    <Section title={say('title')}>
      <p className="quiet">{root.childCount === 0 ? say('help', { root: root.name }) : say('helpOn')}</p>
      <ol className="steps-list">
        {steps.map((step) => (
          <li key={step.key}>
            <GoTo to={step.to}>{say(step.key)}</GoTo> <span className="quiet">{say(`${step.key}Note`)}</span>{' '}
            <Mark tone={step.done ? 'good' : 'wait'}>
              {step.done ? say('done') : holdsRole(session, [step.by]) ? say('yours') : say('next')}
            </Mark>
          </li>
        ))}
      </ol>
    </Section>
  );
}
