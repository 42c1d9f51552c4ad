import { Button, Form, Input, Select } from 'antd';
import {
  type ApiError,
  commonTexts,
  DateField,
  Due,
  formatMoment,
  GoTo,
  Nothing,
  Page,
  type RowsPage,
  Section,
  showBesideField,
  todayHere,
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
import type { CatalogueRow, CatalogueView, NewTriggerEvent, TriggerEventView } from '../forms.ts';
import { texts, useWords } from './texts.ts';

/** Records what happened (a decision, a formed document) so that the clocks of the rows start. */
export function Screen() {
  const say = useText(texts);
  const { unit, units } = useSession();
  const [address, change] = useAddressState();
  const shown = Number(address['unit'] ?? unit?.id ?? 0);
  return (
    <Page title={say('event')} note={say('eventsHelp')}>
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
      {shown === 0 ? null : (
        <>
          <RecordEvent key={shown} unit={shown} />
          <Events unit={shown} />
        </>
      )}
    </Page>
  );
}

function RecordEvent({ unit }: { unit: number }) {
  const say = useText(texts);
  const inForce = useRead<RowsPage<CatalogueRow>>(
    withQuery('/api/catalogues', { unit, state: 'inForce', limit: 20 }),
  );
  return (
    <Section title={say('eventRecord')}>
      <WhenRead of={inForce}>
        {({ rows }) =>
          rows.length === 0 ? <p>{say('noRowInForce')}</p> : <EventForm unit={unit} catalogues={rows} />
        }
      </WhenRead>
    </Section>
  );
}

type Entered = {
  catalogue: string;
  itemKey: string;
  trigger: NewTriggerEvent['trigger'];
  happenedOn: string;
  title: string;
  stage?: 'before' | 'decision' | 'result' | null;
};

function EventForm({ unit, catalogues }: { unit: number; catalogues: readonly CatalogueRow[] }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const tell = useTell();
  const [form] = Form.useForm<Entered>();
  const chosen = Form.useWatch('catalogue', form) ?? catalogues[0]?.id;
  const itemKey = Form.useWatch('itemKey', form);
  const items =
    useRead<CatalogueView>(chosen === undefined ? null : `/api/catalogues/${chosen}`).data?.rows ?? [];
  const item = items.find((one) => one.itemKey === itemKey);
  const triggers = [
    ...new Set((item?.clauses ?? []).flatMap((clause) => (clause.trigger === null ? [] : [clause.trigger]))),
  ];
  const send = useCommand<Entered, TriggerEventView>(
    'POST',
    '/api/trigger-events',
    {
      changes: ['/api/trigger-events', '/api/duties'],
      onDone: (event) => {
        tell.done(say('eventRecorded', { count: event.duties.length }));
        form.resetFields();
      },
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ catalogue, stage, ...rest }) => ({
      ...rest,
      unit,
      affairsKind: catalogues.find((one) => one.id === (catalogue ?? chosen))?.affairsKind,
      stage: stage ?? null,
    }),
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ catalogue: catalogues[0]?.id, happenedOn: todayHere() }}
      onFinish={(entered) => send.mutate(entered)}
    >
      <Form.Item name="catalogue" label={say('catalogueOf')} rules={required}>
        <Select
          options={catalogues.map((one) => ({ value: one.id, label: one.title }))}
          onChange={() => form.setFieldValue('itemKey', undefined)}
        />
      </Form.Item>
      <Form.Item name="itemKey" label={say('eventItem')} rules={required}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={items.map((one) => ({
            value: one.itemKey,
            label: one.matter2 === '' ? one.matter1 : `${one.matter1} · ${one.matter2}`,
          }))}
        />
      </Form.Item>
      {item === undefined ? null : <p className="quiet limit-preview">{item.timeLimit}</p>}
      <div className="two-fields">
        <Form.Item name="trigger" label={say('eventTrigger')} rules={required}>
          <Select options={triggers.map((value) => ({ value, label: words(`trigger.${value}`) }))} />
        </Form.Item>
        <Form.Item name="happenedOn" label={say('eventDate')} rules={required}>
          <DateField />
        </Form.Item>
      </div>
      {(item?.stages.length ?? 0) === 0 ? null : (
        <Form.Item name="stage" label={say('eventStage')} rules={required}>
          <Select
            options={(item?.stages ?? []).map((value) => ({ value, label: words(`stage.${value}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item name="title" label={say('eventTitle')} rules={required}>
        <Input maxLength={300} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {say('eventRecord')}
      </Button>
    </Form>
  );
}

function Events({ unit }: { unit: number }) {
  const say = useText(texts);
  const words = useWords();
  const events = useRead<{ rows: readonly TriggerEventView[] }>(withQuery('/api/trigger-events', { unit }));
  return (
    <WhenRead of={events}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Nothing title={say('noEvents')} />
        ) : (
          <Section>
            <ol className="signatures">
              {rows.map((event) => (
                <li key={event.id}>
                  <span className="tabular">{event.happenedOn}</span>
                  <div>
                    <strong>{event.title}</strong>{' '}
                    <span className="quiet">{words(`trigger.${event.trigger}`)}</span>
                    <p className="quiet">
                      {say('recordedBy', { name: event.recordedBy, at: formatMoment(event.recordedAt) })}
                    </p>
                    <ul className="steps-list">
                      {event.duties.map((duty) => (
                        <li key={duty.id}>
                          <GoTo to={`/duties/${duty.id}`}>
                            {duty.matter2 === '' ? duty.matter1 : duty.matter2}
                          </GoTo>{' '}
                          <Due on={duty.due} settled={duty.state !== 'open'} />
                        </li>
                      ))}
                    </ul>
                  </div>
                </li>
              ))}
            </ol>
          </Section>
        )
      }
    </WhenRead>
  );
}
