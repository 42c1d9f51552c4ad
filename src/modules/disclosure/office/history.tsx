import { formatMoment, GoTo, Mark, Section, useRead, useText } from '#ui/office';
import type { CaseView, RevisionHistory } from '../forms.ts';
import { texts } from './messages.ts';
import { StateMark } from './state.tsx';

/** Every revision of the dossier, each comparable with the one before. */
export function History({ view }: { view: CaseView }) {
  const say = useText(texts);
  const history = useRead<RevisionHistory>(`/api/disclosures/${view.disclosure}/revisions`).data;
  if (history === undefined || history.rows.length < 2) return null;
  return (
    <Section title={say('case.revisions')}>
      <ol className="signatures">
        {history.rows.map((row) => (
          <li key={row.revision}>
            <span className="quiet tabular">{formatMoment(row.createdAt)}</span>
            <div>
              <div className="row">
                {row.revision === view.revision ? (
                  <strong>{say('case.revision', { number: row.revisionNumber })}</strong>
                ) : (
                  <GoTo to={`/revisions/${row.revision}`}>
                    {say('case.revision', { number: row.revisionNumber })}
                  </GoTo>
                )}
                <span>{say(`purpose.${row.purpose}`)}</span>
                <StateMark state={row.state} />
                {row.live ? <Mark tone="good">{say('live')}</Mark> : null}
                {row.revisionNumber > 1 ? (
                  <GoTo to={`/revisions/${row.revision}/diff`}>{say('case.changes')}</GoTo>
                ) : null}
              </div>
              {row.changeNote === null ? null : <p className="quiet">{row.changeNote}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
