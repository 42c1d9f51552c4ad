import { Mark, useText } from '#ui/office';
import type { ItemFields } from '../forms.ts';
import { texts, useWords } from './texts.ts';

export type ParsedLimit = { readonly clauses: ItemFields['clauses']; readonly flagged: readonly string[] };
type Clause = ParsedLimit['clauses'][number];

/** What the system makes of a printed time limit, clause by clause; what it could not read is said, never guessed. */
export function LimitMeaning({ parsed }: { parsed: ParsedLimit }) {
  const say = useText(texts);
  const meaningOf = useMeaning();
  return (
    <>
      <ul className="steps-list">
        {parsed.clauses.map((clause, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: clauses of one answer never move
          <li key={index}>{say('clause', { clause: clause.clause, meaning: meaningOf(clause) })}</li>
        ))}
      </ul>
      {parsed.flagged.length === 0 ? (
        <Mark tone="good">{say('understood')}</Mark>
      ) : (
        <p>
          <Mark tone="late">{say('notUnderstood')}</Mark> {say('flagged')}
          {parsed.flagged.map((text) => `“${text}”`).join('、')}
          {'。'}
          <br />
          <span className="quiet">{say('flaggedHelp')}</span>
        </p>
      )}
    </>
  );
}

function useMeaning(): (clause: Clause) => string {
  const say = useText(texts);
  const words = useWords();
  return (clause) =>
    say(`op.${clause.operator}`, {
      trigger: clause.trigger === null ? '' : words(`trigger.${clause.trigger}`),
      amount: clause.amount ?? '',
      unit: clause.unit === null ? '' : say(`unit.${clause.unit}`),
    });
}
