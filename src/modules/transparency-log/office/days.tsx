import { addDays, daysBetween, FiguresBehind, useText } from '#ui/office';
import type { Overview } from '../forms.ts';
import { texts } from './texts.ts';

type State = 'beat' | 'missing' | 'before';

/** The last weeks as a strip, a column a week, a square a day: filled, crossed out, or faint before the log began. */
export function Days({ heartbeats }: { heartbeats: Overview['heartbeats'] }) {
  const say = useText(texts);
  const { from, to, logBegan, days } = heartbeats;
  const beats = new Set(days);
  const shown = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
  const stateOf = (date: string): State =>
    beats.has(date) ? 'beat' : logBegan === null || date < logBegan ? 'before' : 'missing';
  const missing = shown.filter((date) => stateOf(date) === 'missing');
  const said = say('daysSaid', { shown: shown.length, count: beats.size, missing: missing.length });
  return (
    <>
      <p>{said}</p>
      <div className="log-days" role="img" aria-label={said}>
        {shown.map((date) => (
          <span
            key={date}
            className={`log-day log-day-${stateOf(date)}`}
            title={say(`day.${stateOf(date)}`, { date })}
          />
        ))}
      </div>
      <ul className="bar-legend">
        {(['beat', 'missing', 'before'] as const).map((state) => (
          <li key={state}>
            <span className={`log-day log-day-${state}`} aria-hidden="true" />{' '}
            {say(state === 'beat' ? 'legendBeat' : state === 'missing' ? 'legendMissing' : 'legendBefore')}
          </li>
        ))}
      </ul>
      {missing.length === 0 ? null : (
        <FiguresBehind>
          <p>
            {say('missingDays')}: <span className="tabular">{missing.join('，')}</span>
          </p>
        </FiguresBehind>
      )}
    </>
  );
}
