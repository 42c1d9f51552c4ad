import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  type Column,
  commonTexts,
  formatMoment,
  Mark,
  Nothing,
  Page,
  ReasonButton,
  RowsList,
  showBesideField,
  UnitPicker,
  useAddressState,
  useCommand,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { IncidentStepForm, IncidentView } from '../forms.ts';
import { texts, useWords } from './texts.ts';

type Step = IncidentStepForm['step'];
type Asked = { readonly incident: IncidentView; readonly step: Step };

/** Secret marks found in a unit's texts, and what was done about each. */
export function Screen() {
  const say = useText(texts);
  const { me, unit, units } = useSession();
  const [address, change] = useAddressState();
  const [asked, ask] = useState<Asked | null>(null);
  const shown = Number(address['unit'] ?? unit?.id ?? 0);
  const rows = useMoreRows<IncidentView>(
    shown === 0 ? null : withQuery('/api/screening/incidents', { unit: shown }),
  );
  const columns = useColumns(me.permissions.includes('screening.handle-incidents'), ask);
  return (
    <Page title={say('incidents')} note={say('incidentsHelp')} wide>
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
        <RowsList
          of={rows}
          name="incidents"
          label={say('incidents')}
          rowKey={(row) => row.id}
          columns={columns}
          empty={<Nothing title={say('noIncidents')} help={say('noIncidentsHelp')} />}
        />
      )}
      {asked === null ? null : <RecordStep asked={asked} close={() => ask(null)} />}
    </Page>
  );
}

const has = (row: IncidentView, step: Step) => row.steps.some((one) => one.step === step);

function useColumns(handles: boolean, ask: (asked: Asked) => void): readonly Column<IncidentView>[] {
  const say = useText(texts);
  const words = useWords();
  return [
    {
      key: 'found',
      title: say('foundAt'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.foundAt)}</span>,
    },
    {
      key: 'kinds',
      title: say('kinds'),
      width: 180,
      show: (row) => row.kinds.map((kind) => words(`screening.kind.${kind}`)).join('、'),
    },
    {
      key: 'where',
      title: say('where'),
      width: 140,
      show: (row) => (
        <>
          {say(`in.${row.foundIn}`)} <span className="quiet">{say(`stage.${row.stage}`)}</span>
        </>
      ),
    },
    { key: 'by', title: say('foundBy'), width: 130, show: (row) => row.foundByName },
    { key: 'due', title: say('reportDue'), width: 170, show: (row) => <ReportDue row={row} /> },
    { key: 'steps', title: say('steps'), show: (row) => <Steps row={row} handles={handles} ask={ask} /> },
  ];
}

/** The clock of 24 hours, while the report is missing: what is left, or in red how long it is over. */
function ReportDue({ row }: { row: IncidentView }) {
  const say = useText(texts);
  const at = <span className="tabular nowrap">{formatMoment(row.reportDueAt)}</span>;
  if (has(row, 'reported') || has(row, 'closed')) return at;
  const left = Date.parse(row.reportDueAt) - Date.now();
  const hours = Math.floor(Math.abs(left) / 3_600_000);
  return (
    <>
      {left < 0 ? <Mark tone="late">{at}</Mark> : at}
      <br />
      <span className={left < 0 ? '' : 'quiet'}>{say(left < 0 ? 'overBy' : 'leftHours', { hours })}</span>
    </>
  );
}

function Steps({ row, handles, ask }: { row: IncidentView; handles: boolean; ask: (asked: Asked) => void }) {
  const say = useText(texts);
  const words = useWords();
  const reason = handles ? undefined : say('mayNot');
  const next = (step: Step) => () => ask({ incident: row, step });
  return (
    <>
      {row.steps.length === 0 ? <Mark tone="wait">{say('open')}</Mark> : null}
      <ul className="plain-list">
        {row.steps.map((one) => (
          <li key={one.step}>
            <Mark tone={one.step === 'closed' ? 'quiet' : 'good'}>
              {words(`screening.incident.${one.step}`)}
            </Mark>{' '}
            <span className="quiet tabular">
              {one.byName} {formatMoment(one.at)}
            </span>
            {one.note === '' ? null : <p className="quiet">{one.note}</p>}
          </li>
        ))}
      </ul>
      {has(row, 'closed') ? null : (
        <span className="row">
          {has(row, 'purged') ? null : (
            <ReasonButton size="small" reason={reason} onClick={next('purged')}>
              {say('purge')}
            </ReasonButton>
          )}
          {has(row, 'reported') ? null : (
            <ReasonButton size="small" reason={reason} onClick={next('reported')}>
              {say('report')}
            </ReasonButton>
          )}
          <ReasonButton
            size="small"
            reason={reason ?? (has(row, 'purged') ? undefined : say('purgeFirst'))}
            onClick={next('closed')}
          >
            {say('close')}
          </ReasonButton>
        </span>
      )}
    </>
  );
}

function RecordStep({ asked: { incident, step }, close }: { asked: Asked; close: () => void }) {
  const say = useText(texts);
  const words = useWords();
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ note?: string }>();
  const send = useCommand<{ note?: string }>(
    'POST',
    `/api/screening/incidents/${incident.id}/steps`,
    {
      done: say('recorded'),
      changes: ['/api/screening/incidents'],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ note }): IncidentStepForm => ({ step, note: note ?? '' }),
  );
  return (
    <Modal
      open
      title={words(`screening.incident.${step}`)}
      onCancel={close}
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={close}>{common('cancel')}</Button>
          <Button type="primary" loading={send.isPending} onClick={() => form.submit()}>
            {common('confirm')}
          </Button>
        </div>
      }
    >
      <p>{say(`ask.${step}`)}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item name="note" label={say('note')} extra={say('noteHelp')}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
