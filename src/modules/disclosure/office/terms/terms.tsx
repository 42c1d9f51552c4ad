import { Button, Form, InputNumber, Select, Space } from 'antd';
import {
  defineTexts,
  Nothing,
  Page,
  useCommand,
  useRead,
  useServerWords,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { SetTermForm, TermList } from '../../terms/forms.ts';
import { termMessages } from '../../terms/messages.ts';

const texts = defineTexts({
  'zh-CN': {
    terms: '期限设置',
    help: '本单位和没有另行设置的下级单位，从现在起按这里的期限办理。',
    save: '保存',
    saved: '已保存',
    own: '本单位设置',
    inherited: '沿用上级或系统默认',
    noUnit: '请先在上方选择单位',
    'per.hour': '小时',
    'per.working_day': '个工作日',
    'per.calendar_day': '天',
    'per.month': '个月',
  },
  en: {
    terms: 'Terms',
    help: 'Hold from now on for this unit, and for those below it that set none of their own.',
    save: 'Save',
    saved: 'Saved',
    own: 'set by this unit',
    inherited: 'from above, or the installation’s own',
    noUnit: 'Choose a unit above first',
    'per.hour': 'hours',
    'per.working_day': 'working days',
    'per.calendar_day': 'days',
    'per.month': 'months',
  },
});
const tables = [termMessages];

/** How long reviews afterwards, withholdings and the stages of major matters take, for the unit worked for. */
export function Screen() {
  const say = useText(texts);
  const unit = useSession().unit?.id;
  const read = useRead<TermList>(unit === undefined ? null : withQuery('/api/disclosures/terms', { unit }));
  return (
    <Page title={say('terms')} note={say('help')}>
      {unit === undefined ? (
        <Nothing title={say('noUnit')} help={say('help')} />
      ) : (
        <WhenRead of={read}>
          {(list) => (
            <>
              {list.rows.map((row) => (
                <Term key={`${row.key}${row.amount}${row.per}`} unit={unit} row={row} />
              ))}
            </>
          )}
        </WhenRead>
      )}
    </Page>
  );
}

function Term({ unit, row }: { unit: number; row: TermList['rows'][number] }) {
  const say = useText(texts);
  const words = useServerWords(tables);
  const save = useCommand<Pick<SetTermForm, 'amount' | 'per'>, TermList>(
    'PUT',
    '/api/disclosures/terms',
    { done: say('saved'), changes: ['/api/disclosures/terms'] },
    (entered) => ({ ...entered, unit, key: row.key }),
  );
  const name = words(`termKey.${row.key}`);
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ amount: row.amount, per: row.per }}
      onFinish={(entered) => save.mutate(entered)}
    >
      <Form.Item label={name} extra={say(row.own ? 'own' : 'inherited')}>
        <Space wrap>
          <Form.Item name="amount" noStyle rules={[{ required: true }]}>
            <InputNumber min={0} max={1000} precision={0} aria-label={name} />
          </Form.Item>
          <Form.Item name="per" noStyle>
            <Select
              aria-label={name}
              style={{ width: 120 }}
              options={row.units.map((one) => ({ value: one, label: say(`per.${one}`) }))}
            />
          </Form.Item>
          <Button htmlType="submit" loading={save.isPending}>
            {say('save')}
          </Button>
        </Space>
      </Form.Item>
    </Form>
  );
}
