import { formatMoment, Section, useServerWords, useText } from '#ui/office';
import type { CaseView, SignatureView, TimelineEntry } from '../forms.ts';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';

/** Who signed what, with which opinion, on which bytes; and everything else that happened, folded below. */
export function Timeline({ view }: { view: CaseView }) {
  const say = useText(texts);
  return (
    <Section title={say('case.timeline')}>
      {view.signatures.length === 0 ? (
        <p className="quiet">{say('case.noTimeline')}</p>
      ) : (
        <ol className="signatures">
          {view.signatures.map((signature) => (
            <Signature key={signature.id} signature={signature} />
          ))}
        </ol>
      )}
      <Events entries={view.timeline} />
    </Section>
  );
}

function Signature({ signature }: { signature: SignatureView }) {
  const say = useText(texts);
  return (
    <li>
      <span className="quiet tabular">{formatMoment(signature.at)}</span>
      <div>
        <div className="row">
          <strong>{signature.person.name}</strong>
          {signature.onBehalfOf === null ? null : (
            <span>（{say('case.onBehalf', { name: signature.onBehalfOf.name })}）</span>
          )}
          <span>{say(`move.${signature.move}`)}</span>
          <span className="quiet">{signature.unit?.name}</span>
        </div>
        {signature.opinion === '' ? null : <p>{signature.opinion}</p>}
        <p className="hash" title={say('signs')}>
          {signature.contentSha256}
        </p>
      </div>
    </li>
  );
}

function Events({ entries }: { entries: readonly TimelineEntry[] }) {
  const say = useText(texts);
  const words = useServerWords(serverTexts);
  if (entries.length === 0) return null;
  return (
    <details className="figures">
      <summary>
        {say('case.timeline')}（{entries.length}）
      </summary>
      <ol className="signatures">
        {entries.map((entry) => (
          <li key={entry.id}>
            <span className="quiet tabular">{formatMoment(entry.at)}</span>
            <div>
              {entry.person?.name ?? '—'}
              {entry.onBehalfOf === null
                ? null
                : `（${say('case.onBehalf', { name: entry.onBehalfOf.name })}）`}{' '}
              {words(`disclosure.event.${entry.kind}`)}{' '}
              <span className="quiet">{say('case.revision', { number: entry.revisionNumber })}</span>
              {entry.note === '' ? null : <p>{entry.note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </details>
  );
}
