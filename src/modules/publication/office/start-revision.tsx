import { Button, Dropdown } from 'antd';
import { GoTo, useCommand, useGo, useSession, useText } from '#ui/office';
import { texts } from './texts.ts';

const purposes = ['correct', 'clarify', 'changeValidity', 'withdraw'] as const;
type Purpose = (typeof purposes)[number];

/** Begins a correction, clarification, change of validity or withdrawal; the page stays up until it has passed the same order. */
export function StartRevision({ disclosure, live }: { disclosure: string; live: boolean }) {
  const say = useText(texts);
  const go = useGo();
  const { me } = useSession();
  const start = useCommand<Purpose, { readonly revision: string }>(
    'POST',
    `/api/disclosures/${disclosure}/start`,
    {
      changes: ['/api/disclosures', '/api/revisions'],
      onDone: ({ revision }) => go(`/revisions/${revision}`),
    },
    (purpose) => ({ purpose }),
  );
  return (
    <>
      <GoTo to={`/disclosures/${disclosure}`}>{say('openDossier')}</GoTo>
      {live && me.permissions.includes('disclosure.draft') ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: purposes.map((key) => ({ key, label: say(`start.${key}`) })),
            onClick: ({ key }) => start.mutate(key as Purpose),
          }}
        >
          <Button loading={start.isPending}>{say('start')}</Button>
        </Dropdown>
      ) : null}
    </>
  );
}
