import { Button } from 'antd';
import { GoTo, useCommand, useRead, useServerWords, useText } from '#ui/office';
import type { AttachmentView, CaseView } from '../../forms.ts';
import type { AttachmentFindings, SafeCopyAnswer } from '../../safe-copies/forms.ts';
import { serverTexts } from '../server-texts.ts';
import { redactionTexts } from './texts.ts';

type Row = AttachmentFindings['rows'][number];

/** What screening finds in the files of a draft; read once for all of them. */
export function useAttachmentFindings(view: CaseView): ReadonlyMap<string, Row> {
  const path = `/api/revisions/${view.revision}/attachment-findings`;
  const read = useRead<AttachmentFindings>(view.attachments.length === 0 ? null : path);
  return new Map((read.data?.rows ?? []).map((row) => [row.attachment, row]));
}

/** Findings of one file, with one click to mask them all, and the way to its pages. */
export function FileFindings({
  view,
  file,
  row,
}: {
  view: CaseView;
  file: AttachmentView;
  row: Row | undefined;
}) {
  const say = useText(redactionTexts);
  const words = useServerWords(serverTexts);
  const mask = useCommand<Record<string, never>, SafeCopyAnswer>(
    'POST',
    `/api/revisions/${view.revision}/attachments/${file.id}/mask`,
    { done: words('safe-masked', { count: countOf(row) }), changes: [`/api/revisions/${view.revision}`] },
  );
  if (row === undefined) return null;
  const open = row.findings.some((one) => one.maskable);
  return (
    <>
      {row.findings.length === 0 ? null : (
        <ul
          className="finding-list"
          aria-label={say('files.found', { name: file.name, count: countOf(row) })}
        >
          {row.findings.map((one) => (
            <li key={one.fingerprint} style={{ margin: 0 }}>
              <strong>{one.label}</strong> <span className="tabular">{one.masked}</span>{' '}
              <span className="quiet">
                {[
                  one.section === null ? '' : placeWords(words, one.section),
                  say('files.line', { line: one.line }),
                  one.count > 1 ? say('files.times', { count: one.count }) : '',
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {open && !row.maskable ? <p className="quiet">{say('files.notMaskable')}</p> : null}
      <div className="row">
        {open && row.maskable ? (
          <Button
            size="small"
            type="primary"
            loading={mask.isPending}
            aria-label={say('files.maskHelp', { name: file.name })}
            onClick={() => mask.mutate({})}
          >
            {say('files.mask')}
          </Button>
        ) : null}
        {row.redactable ? (
          <GoTo to={`/revisions/${view.revision}/redact/${file.id}`}>{say('files.redact')}</GoTo>
        ) : null}
      </div>
    </>
  );
}

const countOf = (row: Row | undefined) =>
  (row?.findings ?? []).reduce((sum, one) => sum + (one.maskable ? one.count : 0), 0);

/** The sheet, slide or page, as extraction names it. */
export function placeWords(
  words: ReturnType<typeof useServerWords>,
  { kind, label }: { kind: string; label: string },
): string {
  return words(`extraction.${kind}${label === '' ? '' : '.named'}`, { label });
}
