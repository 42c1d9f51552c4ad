import { Alert } from 'antd';
import { Page, roleWords, Section, useLocale, useRead, useText, WhenRead } from '#ui/office';
import type { MeView } from '../forms.ts';
import { ChangePassword } from './account-password.tsx';
import { SecondFactor } from './account-second-factor.tsx';
import { Sessions } from './account-sessions.tsx';
import { Delegations } from './delegations.tsx';
import { texts } from './texts.ts';

/** My own account: password, second factor, sessions, delegation. */
export function Screen() {
  const say = useText(texts);
  const me = useRead<MeView>('/api/me');
  return (
    <Page title={say('myAccount')}>
      <WhenRead of={me}>
        {(view) => (
          <>
            {view.mustChangePassword ? (
              <Alert type="warning" showIcon title={say('mustChangeNow')} style={{ marginBottom: 14 }} />
            ) : null}
            <MyRoles me={view} />
            <ChangePassword />
            <SecondFactor on={view.secondFactor} />
            <Sessions />
            <Delegations />
          </>
        )}
      </WhenRead>
    </Page>
  );
}

function MyRoles({ me }: { me: MeView }) {
  const say = useText(texts);
  const { locale } = useLocale();
  return (
    <Section title={say('myRoles')}>
      <p>
        {me.name} <span className="quiet">{me.account}</span>
      </p>
      {me.grants.length === 0 ? (
        <p className="quiet">{say('noRoles')}</p>
      ) : (
        <ul className="plain-list">
          {me.grants.map((grant) => (
            <li key={`${grant.role}${grant.unit}${grant.reach}${grant.principal ?? ''}`}>
              {roleWords[locale][grant.role]} · {grant.unitName}{' '}
              <span className="quiet">{say(`reach.${grant.reach}`)}</span>
              {grant.principalName === null ? null : (
                <span className="quiet">
                  {' '}
                  {say('actingFor')} {grant.principalName}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
