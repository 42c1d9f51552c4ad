import { Radio } from 'antd';
import { GoTo, Nothing, Page, Section, useCommand, useRead, useText, WhenRead } from '#ui/office';
import type { DigestAnswer } from '../../following/forms.ts';
import { followingTexts } from './texts.ts';

const path = '/api/me/digest';
const paces = ['daily', 'weekly', 'off'] as const;

/** How often I am told what waits for me, and what I was told. */
export function Screen() {
  const say = useText(followingTexts);
  const read = useRead<DigestAnswer>(path);
  return (
    <Page title={say('reminders')}>
      <WhenRead of={read}>
        {(answer) => (
          <>
            <Pace pace={answer.pace} />
            <Section title={say('earlier')}>
              <Digests digests={answer.digests} />
            </Section>
          </>
        )}
      </WhenRead>
    </Page>
  );
}

function Pace({ pace }: Pick<DigestAnswer, 'pace'>) {
  const say = useText(followingTexts);
  const choose = useCommand<{ pace: DigestAnswer['pace'] }>('PUT', path, {
    done: say('paceKept'),
    changes: [path],
  });
  return (
    <Section title={say('pace')}>
      <p className="quiet">{say('paceHelp')}</p>
      <Radio.Group
        value={pace}
        disabled={choose.isPending}
        aria-label={say('pace')}
        onChange={(event) => choose.mutate({ pace: event.target.value })}
        options={paces.map((one) => ({ value: one, label: say(`pace.${one}`) }))}
      />
      <p>
        <GoTo to="/my-mail">{say('byMail')}</GoTo>
      </p>
    </Section>
  );
}

function Digests({ digests }: Pick<DigestAnswer, 'digests'>) {
  const say = useText(followingTexts);
  if (digests.length === 0) return <Nothing title={say('noDigests')} help={say('noDigestsHelp')} />;
  return (
    <ol className="signatures">
      {digests.map((digest) => (
        <li key={digest.id}>
          <span className="quiet tabular">{digest.day}</span>
          <ul className="plain-list">
            {digest.lines.map((line) => (
              <li key={line.message}>
                <Line {...line} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}

/** Leads to the box that was meant; what is in it now may be another matter. */
function Line({ message, link }: DigestAnswer['digests'][number]['lines'][number]) {
  const [to = '/', search = ''] = link.split('?');
  return (
    <GoTo to={to} search={Object.fromEntries(new URLSearchParams(search))}>
      {message}
    </GoTo>
  );
}
