import { useNarrow, useText } from '#ui/office';
import type { SimilarMatch } from '../../similar/forms.ts';
import { similarTexts } from './texts.ts';
import { TitleOf } from './title-of.tsx';

type Runs = SimilarMatch['passages'][number]['ours'];

/** Paper is white and ink is black: a wash, not a highlighter. */
const sameWords = { background: '#fbeecb', color: 'inherit' };

/** The passages of two texts side by side, in the reading order of ours; below one another on a narrow screen. */
export function Passages({ match }: { match: SimilarMatch }) {
  const say = useText(similarTexts);
  const narrow = useNarrow();
  return (
    <div className="stack">
      <p>
        <TitleOf match={match} />
      </p>
      <p className="quiet">{say('legend')}</p>
      {match.passages.map((passage, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the passages of an answer never move
        <section key={index} aria-label={say('passage', { number: index + 1 })}>
          <div
            style={{ display: 'grid', gap: narrow ? 0 : 12, gridTemplateColumns: narrow ? '1fr' : '1fr 1fr' }}
          >
            <Side name={say('ours')} runs={passage.ours} />
            <Side name={say('theirs', { unit: match.unit.name })} runs={passage.theirs} />
          </div>
        </section>
      ))}
    </div>
  );
}

function Side({ name, runs }: { name: string; runs: Runs }) {
  return (
    <div className="side-block">
      <h2>{name}</h2>
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {runs.map((run, index) =>
          run.same ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs of an answer never move
            <mark key={index} style={sameWords}>
              {run.text}
            </mark>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs of an answer never move
            <span key={index}>{run.text}</span>
          ),
        )}
      </p>
    </div>
  );
}
