import { Button } from 'antd';
import { formatMoment, Mark, Section, type Sent, useCommand, useRead, useText, WhenRead } from '#ui/office';
import type { SessionPage } from '../forms.ts';
import { texts } from './texts.ts';

type Session = Sent<SessionPage>['rows'][number];

/** Where I am signed in; each of them can be ended from here. */
export function Sessions() {
  const say = useText(texts);
  const read = useRead<Sent<SessionPage>>('/api/me/sessions');
  return (
    <Section title={say('sessions')}>
      <WhenRead of={read}>
        {({ rows }) => (
          <ul className="plain-list stack">
            {rows.map((session) => (
              <SessionLine key={session.id} session={session} />
            ))}
          </ul>
        )}
      </WhenRead>
    </Section>
  );
}

function SessionLine({ session }: { session: Session }) {
  const say = useText(texts);
  const revoke = useCommand<Record<string, never>>('POST', `/api/me/sessions/${session.id}/revoke`, {
    done: say('revoked'),
    changes: ['/api/me/sessions'],
  });
  return (
    <li className="row-between">
      <span>
        {say('since', { at: formatMoment(session.createdAt) })}，
        {say('lastSeen', { at: formatMoment(session.lastSeenAt) })}
        <br />
        <span className="quiet">
          {session.ip ?? '—'} · {session.userAgent ?? '—'}
        </span>
      </span>
      {session.current ? (
        <Mark tone="good">{say('thisSession')}</Mark>
      ) : (
        <Button size="small" loading={revoke.isPending} onClick={() => revoke.mutate({})}>
          {say('revoke')}
        </Button>
      )}
    </li>
  );
}
