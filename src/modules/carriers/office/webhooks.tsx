import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import {
  type Column,
  formatMoment,
  Mark,
  Nothing,
  Page,
  RowsTable,
  useCommand,
  useRead,
  useText,
  WhenRead,
} from '#ui/office';
import type { WebhookPage, WebhookSecret, WebhookView } from '../webhooks/forms.ts';
import { WebhookDeliveries } from './webhook-deliveries.tsx';
import { EditWebhook, NewWebhook, ShownSecret } from './webhook-forms.tsx';
import { webhookTexts } from './webhook-texts.ts';

const path = '/api/carriers/webhooks';

/** Partner systems that are told what is published, changed and withdrawn (CAR-6). */
export function Screen() {
  const say = useText(webhookTexts);
  const read = useRead<WebhookPage>(path);
  const [open, setOpen] = useState<
    | { readonly what: 'add' }
    | { readonly what: 'edit' | 'deliveries'; readonly webhook: WebhookView }
    | { readonly what: 'secret'; readonly made: WebhookSecret }
    | null
  >(null);
  const close = () => setOpen(null);
  const showSecret = (made: WebhookSecret) => setOpen({ what: 'secret', made });
  return (
    <Page
      title={say('webhooks')}
      note={say('webhooksHelp')}
      wide
      actions={
        <Button type="primary" onClick={() => setOpen({ what: 'add' })}>
          {say('add')}
        </Button>
      }
    >
      <WhenRead of={read}>
        {({ rows }) => (
          <Webhooks
            rows={rows}
            edit={(webhook) => setOpen({ what: 'edit', webhook })}
            deliveries={(webhook) => setOpen({ what: 'deliveries', webhook })}
            showSecret={showSecret}
          />
        )}
      </WhenRead>
      <p className="quiet" style={{ marginTop: 16 }}>
        {say('format')}
      </p>
      {open?.what === 'add' ? <NewWebhook close={close} made={showSecret} /> : null}
      {open?.what === 'edit' ? <EditWebhook webhook={open.webhook} close={close} /> : null}
      {open?.what === 'deliveries' ? <WebhookDeliveries webhook={open.webhook} close={close} /> : null}
      {open?.what === 'secret' ? <ShownSecret made={open.made} close={close} /> : null}
    </Page>
  );
}

type Actions = {
  readonly edit: (webhook: WebhookView) => void;
  readonly deliveries: (webhook: WebhookView) => void;
  readonly showSecret: (made: WebhookSecret) => void;
};

function Webhooks({ rows, ...actions }: Actions & { readonly rows: readonly WebhookView[] }) {
  const say = useText(webhookTexts);
  const columns: readonly Column<WebhookView>[] = [
    { key: 'name', title: say('name'), show: (row) => row.name },
    { key: 'url', title: say('url'), show: (row) => <span className="breaks">{row.url}</span> },
    { key: 'unit', title: say('unit'), optional: true, show: (row) => row.unitName },
    { key: 'state', title: say('state'), width: 200, show: (row) => <State row={row} /> },
    { key: 'do', title: say('handle'), width: 380, show: (row) => <Do row={row} {...actions} /> },
  ];
  return (
    <RowsTable
      name="webhooks"
      label={say('webhooks')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns}
      empty={<Nothing title={say('none')} help={say('noneHelp')} />}
    />
  );
}

function State({ row }: { row: WebhookView }) {
  const say = useText(webhookTexts);
  if (row.state === 'disabled')
    return (
      <>
        <Mark tone="late">{say('state.disabled')}</Mark>{' '}
        <span className="quiet">{row.disabledWhy === null ? null : say(`why.${row.disabledWhy}`)}</span>
      </>
    );
  if (row.failingSince === null) return <Mark tone="good">{say('state.active')}</Mark>;
  return (
    <>
      <Mark tone="wait">{say('state.failing')}</Mark>{' '}
      <span className="quiet">{say('since', { at: formatMoment(row.failingSince) })}</span>
    </>
  );
}

function Do({ row, edit, deliveries, showSecret }: Actions & { readonly row: WebhookView }) {
  const say = useText(webhookTexts);
  const isStopped = row.state === 'disabled';
  const move = useCommand<WebhookView['state']>(
    'POST',
    `${path}/${row.id}/state`,
    { done: say(isStopped ? 'started' : 'stopped'), changes: [path] },
    (state) => ({ state }),
  );
  const secret = useCommand<undefined, WebhookSecret>(
    'POST',
    `${path}/${row.id}/secret`,
    { changes: [path], onDone: showSecret },
    () => ({}),
  );
  return (
    <span className="row">
      <Button size="small" onClick={() => deliveries(row)}>
        {say('deliveries')}
      </Button>
      <Button size="small" onClick={() => edit(row)}>
        {say('change')}
      </Button>
      <Popconfirm title={say('askSecret', { name: row.name })} onConfirm={() => secret.mutate(undefined)}>
        <Button size="small" loading={secret.isPending}>
          {say('newSecret')}
        </Button>
      </Popconfirm>
      <Button
        size="small"
        loading={move.isPending}
        onClick={() => move.mutate(isStopped ? 'active' : 'disabled')}
      >
        {say(isStopped ? 'start' : 'stop')}
      </Button>
      <Popconfirm title={say('askRemove', { name: row.name })} onConfirm={() => move.mutate('removed')}>
        <Button size="small" danger>
          {say('remove')}
        </Button>
      </Popconfirm>
    </span>
  );
}
