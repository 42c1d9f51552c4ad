import { Button } from 'antd';
import { formatMoment, Mark, roleWords, useCommand, useLocale, useText } from '#ui/office';
import type { CaseView, SignerRequestView, WithdrawSignerForm } from '../forms.ts';
import { flowTexts } from './flow-texts.ts';
import { texts } from './messages.ts';

/** Opinions asked for and not given yet (加签); whoever may take one back does it here. */
export function Signers({ view }: { view: CaseView }) {
  const say = useText(flowTexts);
  if (view.signers.length === 0) return null;
  const mayTakeBack = view.moves.some((one) => one.move === 'withdrawSigner' && one.possible);
  return (
    <ul className="plain-list stack" aria-label={say('signers')}>
      {view.signers.map((one) => (
        <Signer key={one.id} view={view} request={one} mayTakeBack={mayTakeBack} />
      ))}
    </ul>
  );
}

type SignerProps = { view: CaseView; request: SignerRequestView; mayTakeBack: boolean };

function Signer({ view, request, mayTakeBack }: SignerProps) {
  const say = useText(flowTexts);
  const words = useText(texts);
  const { locale } = useLocale();
  const send = useCommand<WithdrawSignerForm>('POST', `/api/revisions/${view.revision}/signers/withdraw`, {
    done: words('done.move', { move: words('move.withdrawSigner') }),
    changes: ['/api/disclosures', '/api/revisions'],
  });
  return (
    <li className="row-between">
      <span>
        {say(`timing.${request.timing}.short`)}：
        <strong>{request.person?.name ?? roleWords[locale][request.role]}</strong>（{request.unit.name}）
        <Mark tone="wait">{request.open ? say('open') : say('waiting')}</Mark>
        <br />
        {request.question}{' '}
        <span className="quiet">
          {say('askedBy', { name: request.askedBy.name, at: formatMoment(request.askedAt) })}
        </span>
      </span>
      {mayTakeBack ? (
        <Button size="small" loading={send.isPending} onClick={() => send.mutate({ request: request.id })}>
          {say('takeBack')}
        </Button>
      ) : null}
    </li>
  );
}
