import { useText } from '#ui/office';
import type { CatalogueDiff } from '../forms.ts';
import { texts } from './texts.ts';

/** A difference between two lists of rows: counted, then row by row and field by field. */
export function DiffRows({ diff }: { diff: CatalogueDiff }) {
  const say = useText(texts);
  if (diff.rows.length === 0) return <p>{say('diff.none')}</p>;
  return (
    <>
      <p>
        {say('diff.summary', {
          added: diff.added,
          removed: diff.removed,
          changed: diff.changed,
          unchanged: diff.unchanged,
        })}
      </p>
      <ul className="plain-list stack" style={{ marginTop: 12 }}>
        {diff.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one answer never move
          <li key={index} className={`diff-block ${row.change}`}>
            <strong>
              {say(`diff.${row.change}`)}：{row.matter}
            </strong>
            <ul className="steps-list">
              {row.fields.map((field) => (
                <li key={field.field}>
                  <FieldName name={field.field} />
                  {'：'}
                  <del className="diff-removed">{toWords(field.before)}</del> →{' '}
                  <ins className="diff-added">{toWords(field.after)}</ins>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}

function FieldName({ name }: { name: string }) {
  const say = useText(texts);
  return <>{name in texts['zh-CN'] ? say(name as 'matter1') : name}</>;
}

/** Values of any field as text: lists joined, nothing as a dash. */
function toWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.length === 0 ? '—' : value.map(toWords).join('、');
  if (typeof value === 'object') {
    return 'clause' in value && typeof value.clause === 'string' ? value.clause : JSON.stringify(value);
  }
  return String(value);
}
