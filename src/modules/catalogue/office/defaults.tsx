import { Button, Form, InputNumber, Select } from 'antd';
import {
  type ApiError,
  commonTexts,
  Nothing,
  Page,
  Section,
  showBesideField,
  UnitPicker,
  useAddressState,
  useCommand,
  useRead,
  useSession,
  useTell,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { DutyDefaultRow } from '../forms.ts';
import { defaultsTexts } from './defaults-texts.ts';

type Defaults = { readonly unit: number | null; readonly rows: readonly DutyDefaultRow[] };

/** What words without a number mean in days, for a unit and those below it. */
export function Screen() {
  const say = useText(defaultsTexts);
  const { unit, units } = useSession();
  const [address, change] = useAddressState();
  const shown = Number(address['unit'] ?? unit?.id ?? 0);
  const read = useRead<Defaults>(shown === 0 ? null : withQuery('/api/duty-defaults', { unit: shown }));
  return (
    <Page title={say('defaults')} note={say('defaultsHelp')}>
      <div className="filters">
        <div className="grow">
          <UnitPicker
            aria-label={say('unit')}
            value={shown === 0 ? null : shown}
            valueName={units.find((one) => one.id === shown)?.name}
            onChange={(next) => change({ unit: next === null ? undefined : String(next) })}
          />
        </div>
      </div>
      {shown === 0 ? (
        <Nothing title={say('chooseUnit')} />
      ) : (
        <Section>
          <WhenRead of={read}>{({ rows }) => <Values key={shown} unit={shown} rows={rows} />}</WhenRead>
        </Section>
      )}
    </Page>
  );
}

const measures = ['working_day', 'calendar_day', 'month'] as const;
type Entered = { readonly rows: readonly DutyDefaultRow[] };

function Values({ unit, rows }: { unit: number; rows: readonly DutyDefaultRow[] }) {
  const say = useText(defaultsTexts);
  const common = useText(commonTexts);
  const tell = useTell();
  const { me } = useSession();
  const may = me.permissions.includes('catalogue.defaults');
  const [form] = Form.useForm<Entered>();
  const send = useCommand<readonly DutyDefaultRow[], Defaults>(
    'PUT',
    '/api/duty-defaults',
    {
      done: say('saved'),
      changes: ['/api/duty-defaults', '/api/duties'],
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (changed) => ({ unit, rows: changed }),
  );
  // Only what was changed becomes the unit's own: the rest goes on following its superior.
  const save = ({ rows: entered }: Entered) => {
    const changed = rows.flatMap((row, index) => {
      const { amount, unit: measure } = entered[index] ?? row;
      return amount === row.amount && measure === row.unit ? [] : [{ key: row.key, amount, unit: measure }];
    });
    if (changed.length === 0) tell.done(say('nothingChanged'));
    else send.mutate(changed);
  };
  return (
    <Form form={form} layout="vertical" disabled={!may} initialValues={{ rows }} onFinish={save}>
      {rows.map((row, index) => (
        <Form.Item key={row.key} label={say(`key.${row.key}`)} htmlFor={`rows_${index}_amount`}>
          <span className="row">
            <Form.Item
              name={['rows', index, 'amount']}
              noStyle
              rules={[{ type: 'integer', min: 0, max: 1000, required: true, message: say('wrong') }]}
            >
              <InputNumber min={0} max={1000} precision={0} style={{ width: 110 }} />
            </Form.Item>
            <Form.Item name={['rows', index, 'unit']} noStyle>
              <Select
                aria-label={`${say(`key.${row.key}`)} ${say('measure')}`}
                style={{ width: 150 }}
                options={measures.map((value) => ({ value, label: say(`term.${value}`) }))}
              />
            </Form.Item>
          </span>
        </Form.Item>
      ))}
      {may ? (
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {common('save')}
        </Button>
      ) : (
        <p className="quiet">{say('mayNot')}</p>
      )}
    </Form>
  );
}
