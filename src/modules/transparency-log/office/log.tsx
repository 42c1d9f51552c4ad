import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { formatMoment, Mark, Page, RowsTable, Section, useRead, useText, WhenRead } from '#ui/office';
import type { Overview } from '../forms.ts';
import { Days } from './days.tsx';
import { slots } from './slots.ts';
import { texts } from './texts.ts';

/** How the log runs: what is registered, published and witnessed, what is wrong and what to do, keys, days alive. */
export function Screen() {
  const say = useText(texts);
  const read = useRead<Overview>('/api/transparency-log');
  return (
    <Page title={say('log')} note={say('logHelp')}>
      <WhenRead of={read}>
        {(log) => (
          <>
            <Alarms alarms={log.alarms} />
            <Section title={say('standing')}>
              <Standing log={log} />
            </Section>
            {slots.map((Slot, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
              <Slot key={at} />
            ))}
            <Section title={say('keys')}>
              <p className="quiet log-lead">{say('keysHelp')}</p>
              <Keys keys={log.keys} />
            </Section>
            <Section title={say('days')}>
              <p className="quiet log-lead">{say('daysHelp')}</p>
              <Days heartbeats={log.heartbeats} />
            </Section>
          </>
        )}
      </WhenRead>
    </Page>
  );
}

function Alarms({ alarms }: { alarms: Overview['alarms'] }) {
  const say = useText(texts);
  return alarms.map((one) => (
    <Alert
      key={one.code}
      type={one.stops ? 'error' : 'warning'}
      showIcon
      style={{ marginBottom: 12 }}
      title={one.stops ? say('stopped') : say('troubled')}
      description={
        <>
          <p>{one.what}</p>
          {one.wayOut === null ? null : (
            <p>
              <strong>{say('wayOut')}</strong>　{one.wayOut}
            </p>
          )}
          <p className="quiet">
            {say('since', { at: formatMoment(one.since) })}
            {one.count > 1 ? say('times', { count: one.count }) : ''}
          </p>
        </>
      }
    />
  ));
}

function Standing({ log }: { log: Overview }) {
  const say = useText(texts);
  const { pending } = log;
  return (
    <>
      {log.alarms.length === 0 ? (
        <p className="log-lead">
          <Mark tone="good">{say('inOrder')}</Mark>
        </p>
      ) : null}
      <dl className="facts">
        <Pair name={say('registered')}>{say('entries', { count: log.registered })}</Pair>
        <Pair name={say('last')}>
          <CheckpointWords of={log.last} />
          {log.last?.witnessed === false ? <Mark tone="wait">{say('notWitnessed')}</Mark> : null}
        </Pair>
        <Pair name={say('lastWitnessed')}>
          <CheckpointWords of={log.lastWitnessed} />
        </Pair>
        <Pair name={say('pending')}>
          {pending.count === 0
            ? say('nothingPending')
            : say('pendingSince', { count: pending.count, at: formatMoment(pending.since) })}
        </Pair>
        {log.last === null ? null : (
          <Pair name={say('root')}>
            <code className="log-code">{log.last.root}</code>
          </Pair>
        )}
        <Pair name={say('origin')}>
          {log.origin === null ? say('none') : <code className="log-code">{log.origin}</code>}
          <div className="quiet">{say('originHelp')}</div>
        </Pair>
        <Pair name={say('addresses')}>
          {['/log/checkpoint', '/log/vkey', '/log/vkey/history'].map((path) => (
            <div key={path}>
              <a href={path} target="_blank" rel="noopener noreferrer">
                {path}
              </a>
            </div>
          ))}
        </Pair>
      </dl>
    </>
  );
}

function Pair({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function CheckpointWords({ of }: { of: Overview['last'] }) {
  const say = useText(texts);
  return (
    <span>
      {of === null ? say('none') : say('checkpointAt', { size: of.size, at: formatMoment(of.at) })}{' '}
    </span>
  );
}

function Keys({ keys }: { keys: Overview['keys'] }) {
  const say = useText(texts);
  return (
    <RowsTable
      name="log-keys"
      label={say('keys')}
      rows={keys}
      rowKey={(key) => key.vkey}
      columns={[
        {
          key: 'kind',
          title: say('key'),
          show: (key) => (
            <>
              <strong>{say(`kind.${key.kind}`)}</strong>
              <code className="log-code">{key.vkey}</code>
            </>
          ),
        },
        {
          key: 'since',
          title: say('validFrom'),
          width: 170,
          show: (key) => (key.since === 0 ? say('fromStart') : say('from', { index: key.since })),
        },
        {
          key: 'state',
          title: say('state'),
          width: 120,
          show: (key) => (
            <Mark tone={key.signs ? 'good' : 'quiet'}>{key.signs ? say('signs') : say('former')}</Mark>
          ),
        },
      ]}
    />
  );
}
