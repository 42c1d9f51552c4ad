import { formatMoment, Nothing, Section, useRead, useText, WhenRead } from '#ui/office';
import type { CatalogueView, HistoryRow } from '../forms.ts';
import { CatalogueMark } from './state.tsx';
import { texts, useWords } from './texts.ts';

/** Who drafted, approved, filed, registered or returned it, with which opinion. */
export function CatalogueHistory({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const words = useWords();
  const history = useRead<{ rows: readonly HistoryRow[] }>(`/api/catalogues/${view.id}/history`);
  return (
    <Section>
      <WhenRead of={history}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title={say('noHistory')} />
          ) : (
            <ol className="signatures">
              {rows.map((row) => (
                <li key={row.id}>
                  <span className="quiet tabular">{formatMoment(row.at)}</span>
                  <div>
                    <div className="row">
                      <strong>{row.actor ?? '—'}</strong>
                      <span>{words(`catalogueMove.${row.move}`)}</span>
                      <CatalogueMark state={row.toState} />
                    </div>
                    {row.opinion === '' ? null : <p>{row.opinion}</p>}
                  </div>
                </li>
              ))}
            </ol>
          )
        }
      </WhenRead>
      {view.contentSha256 === null ? null : (
        <p className="hash">
          {say('frozen')}：{view.contentSha256}
        </p>
      )}
    </Section>
  );
}
