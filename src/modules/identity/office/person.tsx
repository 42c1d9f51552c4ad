import { Button } from 'antd';
import { useState } from 'react';
import {
  formatMoment,
  Mark,
  Page,
  Section,
  type Sent,
  useAddressPart,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { PersonView } from '../forms.ts';
import { NewPassword } from './new-password.tsx';
import { Affiliations } from './person-affiliations.tsx';
import { ChangePerson } from './person-change.tsx';
import { Grants } from './person-grants.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { texts } from './texts.ts';

/** One person: account, roles, verified affiliations. */
export function Screen() {
  const read = useRead<Sent<PersonView>>(`/api/people/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(person) => <Person person={person} />}</WhenRead>;
}

function Person({ person }: { person: Sent<PersonView> }) {
  const say = useText(texts);
  const { me } = useSession();
  const manages = me.permissions.includes('identity.manage-people');
  const [asked, ask] = useState<'change' | 'reset' | 'unlock' | null>(null);
  const [password, setPassword] = useState<string | null>(null);
  return (
    <Page
      title={person.name}
      crumbs={[{ title: say('people'), to: '/people' }]}
      note={
        <span className="row">
          <span>{person.account}</span>
          <span>{person.homeUnitName}</span>
          <Mark tone={person.state === 'active' ? 'good' : 'quiet'}>{say(`state.${person.state}`)}</Mark>
          {person.lockedUntil === null ? null : (
            <Mark tone="late">{say('lockedUntil', { at: formatMoment(person.lockedUntil) })}</Mark>
          )}
        </span>
      }
      actions={
        manages ? (
          <>
            {person.lockedUntil === null ? null : (
              <Button onClick={() => ask('unlock')}>{say('unlock')}</Button>
            )}
            <Button onClick={() => ask('reset')}>{say('resetPassword')}</Button>
            <Button onClick={() => ask('change')}>{say('change')}</Button>
          </>
        ) : null
      }
    >
      <Section>
        <dl className="facts">
          <dt>{say('secondFactor')}</dt>
          <dd>{person.secondFactor ? say('on') : say('off')}</dd>
          <dt>{say('lastSignIn')}</dt>
          <dd className="tabular">
            {person.lastSignInAt === null ? say('never') : formatMoment(person.lastSignInAt)}
          </dd>
          <dt>{say('createdAt')}</dt>
          <dd className="tabular">{formatMoment(person.createdAt)}</dd>
          {person.mustChangePassword ? (
            <>
              <dt>{say('password')}</dt>
              <dd>{say('mustChange')}</dd>
            </>
          ) : null}
        </dl>
      </Section>
      <Grants person={person} />
      <Affiliations person={person} />
      {asked === 'change' ? <ChangePerson person={person} close={() => ask(null)} /> : null}
      {asked === 'unlock' ? (
        <ReasonDialog
          title={say('unlock')}
          path={`/api/people/${person.id}/unlock`}
          close={() => ask(null)}
        />
      ) : null}
      {asked === 'reset' ? (
        <ReasonDialog<{ password: string }>
          title={say('resetPassword')}
          help={say('resetAsk')}
          path={`/api/people/${person.id}/reset-password`}
          close={() => ask(null)}
          onDone={(answer) => setPassword(answer.password)}
        />
      ) : null}
      {password === null ? null : (
        <NewPassword name={person.name} password={password} close={() => setPassword(null)} />
      )}
    </Page>
  );
}
