import { Alert } from 'antd';
import { formatMoment, Nothing, Page, RowsTable, Section, useRead, useText, WhenRead } from '#ui/office';
import type { MailOverviewView } from '../forms.ts';
import { texts } from './texts.ts';

/** How mail goes out: numbers, states, reasons. No address, no wish of anybody. */
export function Screen() {
  const say = useText(texts);
  const read = useRead<MailOverviewView>('/api/mail');
  return (
    <Page title={say('post')}>
      <WhenRead of={read}>
        {(post) => (
          <>
            <Alert
              type={post.mail === 'smtp' ? 'success' : 'info'}
              showIcon
              style={{ marginBottom: 14 }}
              title={say(`mail.${post.mail}`)}
            />
            <Section title={say('standing')}>
              <Standing post={post} />
            </Section>
            {post.reasons.length === 0 ? null : (
              <Section title={say('reasons')}>
                <p className="quiet" style={{ marginBottom: 12 }}>
                  {say('reasonsHelp')}
                </p>
                <RowsTable
                  name="mail-reasons"
                  label={say('reasons')}
                  rows={post.reasons}
                  rowKey={(row) => row.reason}
                  columns={[
                    { key: 'reason', title: say('reason'), show: (row) => <code>{row.reason}</code> },
                    { key: 'count', title: say('count'), width: 120, show: (row) => row.count },
                  ]}
                />
              </Section>
            )}
            <Section title={say('subscriptions')}>
              <Subscriptions rows={post.subscriptions} />
            </Section>
            {post.mail === 'demo' && post.shown.length > 0 ? (
              <Section title={say('shown')}>
                <p className="quiet" style={{ marginBottom: 12 }}>
                  {say('shownHelp')}
                </p>
                <Shown mails={post.shown} />
              </Section>
            ) : null}
          </>
        )}
      </WhenRead>
    </Page>
  );
}

function Standing({ post }: { post: MailOverviewView }) {
  const say = useText(texts);
  const { waitingSince } = post;
  return (
    <>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {waitingSince === null
          ? say('nothingWaits')
          : say('waitingSince', { at: formatMoment(waitingSince) })}
      </p>
      <RowsTable
        name="mail-counts"
        label={say('standing')}
        rows={post.counts}
        rowKey={(row) => `${row.kind} ${row.state}`}
        empty={<Nothing title={say('noMails')} help={say('noMailsHelp')} />}
        columns={[
          { key: 'kind', title: say('kind'), show: (row) => <KindWords kind={row.kind} /> },
          { key: 'state', title: say('state'), show: (row) => say(`state.${row.state}`) },
          { key: 'count', title: say('count'), width: 120, show: (row) => row.count },
        ]}
      />
    </>
  );
}

const kinds = [
  'subscriptions.confirm',
  'subscriptions.manage',
  'subscriptions.digest',
  'subscriptions.staff-confirm',
  'subscriptions.staff-reminder',
] as const;

/** Rooms yet unknown here show the name of their kind. */
function KindWords({ kind }: { kind: string }) {
  const say = useText(texts);
  const known = kinds.find((one) => one === kind);
  return <>{known === undefined ? kind : say(`kind.${known}`)}</>;
}

function Subscriptions({ rows }: { rows: MailOverviewView['subscriptions'] }) {
  const say = useText(texts);
  return (
    <RowsTable
      name="mail-subscriptions"
      label={say('subscriptions')}
      rows={rows}
      rowKey={(row) => `${row.state} ${row.pace}`}
      empty={<Nothing title={say('noSubscriptions')} />}
      columns={[
        { key: 'state', title: say('subscriptionState'), show: (row) => say(`subscription.${row.state}`) },
        { key: 'pace', title: say('pace'), show: (row) => say(`pace.${row.pace}`) },
        { key: 'count', title: say('count'), width: 120, show: (row) => row.count },
      ]}
    />
  );
}

function Shown({ mails }: { mails: MailOverviewView['shown'] }) {
  const say = useText(texts);
  return (
    <ol className="plain-list">
      {mails.map((mail) => (
        <li key={`${mail.at} ${mail.subject} ${mail.to}`}>
          <h3>{mail.subject}</h3>
          <p className="quiet" style={{ marginBottom: 12 }}>
            {say('to')} {mail.to} · {formatMoment(mail.at)}
          </p>
          <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{mail.body}</pre>
        </li>
      ))}
    </ol>
  );
}
