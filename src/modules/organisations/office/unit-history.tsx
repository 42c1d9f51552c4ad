import { Button } from 'antd';
import { commonTexts, formatMoment, Nothing, Section, useMoreRows, useText } from '#ui/office';
import type { UnitEvent, UnitView } from '../forms.ts';
import { texts, useWords } from './texts.ts';

/** What became of the unit: names, superiors, merges, each with its day and reason. */
export function UnitHistory({ unit }: { unit: UnitView }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const rows = useMoreRows<UnitEvent>(`/api/units/${unit.id}/history`);
  if (rows.data !== undefined && rows.rows.length === 0) return <Nothing title={say('noHistory')} />;
  return (
    <Section>
      <ol className="signatures">
        {rows.rows.map((event) => (
          <li key={event.id}>
            <span className="tabular">{event.on}</span>
            <div>
              <strong>{words(`unitEvent.${event.kind}`)}</strong>{' '}
              <span className="quiet">{event.actorName ?? ''}</span>
              {event.changes.map((change) => (
                <p key={change.field}>
                  {say('changeLine', {
                    field: words(`unitColumn.${change.field}`).replace(/^unitColumn\./, ''),
                    from: change.from ?? '—',
                    to: change.to ?? '—',
                  })}
                </p>
              ))}
              {event.reason === null ? null : <p className="quiet">{event.reason}</p>}
              <p className="quiet tabular">{formatMoment(event.at)}</p>
            </div>
          </li>
        ))}
      </ol>
      {rows.hasNextPage ? <Button onClick={() => void rows.fetchNextPage()}>{common('more')}</Button> : null}
    </Section>
  );
}
