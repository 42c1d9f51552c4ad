import { useState } from 'react';
import { ReasonButton, useServerWords, useText } from '#ui/office';
import type { CaseView, MoveView } from '../forms.ts';
import type { Move } from '../words.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import { texts } from './messages.ts';
import { movesOfState, primaryMoves, quietMoves } from './moves.ts';
import { serverTexts } from './server-texts.ts';

/** The decision buttons, always in the same corner; each that can't be used says why. */
export function Decisions({ view }: { view: CaseView }) {
  const say = useText(texts);
  const words = useServerWords(serverTexts);
  const [asked, ask] = useState<Move | null>(null);
  const offers = movesOfState[view.state]
    .map((move) => view.moves.find((one) => one.move === move))
    .filter((offer): offer is MoveView => offer !== undefined)
    .filter((offer) => offer.possible || !quietMoves.has(offer.move));
  if (offers.length === 0) return null;
  const current = view.steps.find((step) => step.status === 'current');
  return (
    <section className="decide" aria-label={say('case.chain')}>
      <span className="decide-note only-wide">
        {current === undefined
          ? null
          : say('case.nextHelp', { step: current.name === '' ? say(`step.${current.kind}`) : current.name })}
      </span>
      {offers.map((offer) => (
        <ReasonButton
          key={offer.move}
          type={primaryMoves.has(offer.move) ? 'primary' : 'default'}
          reason={offer.possible ? undefined : reasonWords(offer, words)}
          onClick={() => ask(offer.move)}
        >
          {say(`move.${offer.move}`)}
        </ReasonButton>
      ))}
      {asked === null ? null : <DecisionDialog view={view} move={asked} close={() => ask(null)} />}
    </section>
  );
}

function reasonWords(
  offer: MoveView,
  words: (key: string, params?: Record<string, string | number>) => string,
): string {
  return offer.reason === null ? '' : words(`refusal.${offer.reason.code}`, offer.reason.params);
}
