import { useQueryClient } from '@tanstack/react-query';
import type { Editor } from '@tiptap/react';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { RichText } from '#platform/richtext';
import { ApiError, call, refresh, replaceText, useRead, useSettled, useTell, useText } from '#ui/office';
import type { CaseView } from '../forms.ts';
import type { AttachmentFindings, SafeCopyAnswer } from '../safe-copies/forms.ts';
import type { DraftSave } from './draft-save.ts';
import { FindingLine } from './findings.tsx';
import { importTexts } from './import-texts.ts';
import { texts } from './messages.ts';
import type { ScreeningCheck, ScreeningMasked } from './neighbours.ts';

type Check =
  | { readonly kind: 'checking' | 'failed' }
  | { readonly kind: 'done'; readonly answer: ScreeningCheck };

const pause = 1200;

/** What screening finds while the text is written, with one click to mask it. */
export function ComposerFindings({
  view,
  draft,
  editor,
}: {
  view: CaseView;
  draft: DraftSave;
  editor: Editor | null;
}) {
  const say = useText(texts);
  const sayImport = useText(importTexts);
  const tell = useTell();
  const check = useCheck(view.unit.id, draft.content.title, draft.content.body);
  const files = useFileFindings(view);
  const findings = check.kind === 'done' ? check.answer.findings : [];
  const maskable = findings.filter(
    (finding) => finding.class !== 'secretMark' && finding.class !== 'unitTerm',
  );
  const [masking, setMasking] = useState(false);
  const mask = async (fingerprints: readonly string[], alsoFiles: boolean) => {
    setMasking(true);
    try {
      const inText = fingerprints.length === 0 ? 0 : await maskText(view, draft, editor, fingerprints);
      const inFiles = alsoFiles ? await files.mask() : 0;
      tell.done(say('compose.findings.masked', { count: inText + inFiles }));
    } catch (error) {
      if (error instanceof ApiError) tell.refused(error);
      else throw error;
    } finally {
      setMasking(false);
    }
  };
  const all = maskable.length + files.count;
  return (
    <div className="side-block" aria-live="polite">
      <h2>
        {say('case.findings')}
        {findings.length === 0 ? null : `（${findings.length}）`}
      </h2>
      {check.kind === 'done' && check.answer.isSecret ? (
        <Alert type="error" showIcon title={say('compose.findings.secret')} style={{ marginBottom: 10 }} />
      ) : null}
      {check.kind === 'checking' ? (
        <p className="quiet" aria-busy>
          {say('compose.findings.checking')}
        </p>
      ) : null}
      {check.kind === 'failed' ? <p className="quiet">{say('compose.findings.failed')}</p> : null}
      {check.kind === 'done' && findings.length === 0 ? (
        <p className="quiet">{say('compose.findings.none')}</p>
      ) : null}
      <ul>
        {findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one value may stand twice in one place
          <li key={`${finding.fingerprint}${index}`}>
            <FindingLine finding={finding} />
            {maskable.includes(finding) ? (
              <Button size="small" loading={masking} onClick={() => void mask([finding.fingerprint], false)}>
                {say('compose.findings.mask')}
              </Button>
            ) : finding.replacement !== undefined ? (
              <Button size="small" loading={masking} onClick={() => void mask([finding.fingerprint], false)}>
                {say('compose.findings.correct')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {files.count === 0 ? null : (
        <p className="quiet">{sayImport('inFiles', { count: files.count, files: files.names.join('、') })}</p>
      )}
      {all < 2 && files.count === 0 ? null : (
        <Button
          size="small"
          style={{ marginTop: 10 }}
          loading={masking}
          onClick={() =>
            void mask(
              maskable.map((one) => one.fingerprint),
              true,
            )
          }
        >
          {say('compose.findings.maskAll', { count: all })}
        </Button>
      )}
    </div>
  );
}

/** Masks values in title and text. @returns in how many places */
async function maskText(
  view: CaseView,
  draft: DraftSave,
  editor: Editor | null,
  fingerprints: readonly string[],
): Promise<number> {
  const { title, body } = draft.content;
  const sent = { unit: view.unit.id, title, body, fingerprints };
  const answer = await call<ScreeningMasked>('POST', '/api/screening/mask', sent);
  draft.change({ title: answer.title });
  if (editor !== null) replaceText(editor, answer.body);
  return answer.masked;
}

/** What was found in attached files and may be masked there, file by file; the list of attachments shows each finding. */
function useFileFindings(view: CaseView) {
  const client = useQueryClient();
  const address = `/api/revisions/${view.revision}`;
  const read = useRead<AttachmentFindings>(
    view.attachments.length === 0 ? null : `${address}/attachment-findings`,
  );
  const open = (read.data?.rows ?? []).filter(
    (row) => row.maskable && row.findings.some((finding) => finding.maskable),
  );
  const mask = async () => {
    let places = 0;
    try {
      // One after the other: each replaces a file of the same draft.
      for (const { attachment } of open) {
        const answer = await call<SafeCopyAnswer>('POST', `${address}/attachments/${attachment}/mask`, {});
        places += answer.places;
      }
    } finally {
      refresh(client, [address]);
    }
    return places;
  };
  const count = open.reduce(
    (sum, row) => sum + row.findings.reduce((of, finding) => of + (finding.maskable ? finding.count : 0), 0),
    0,
  );
  const names = open.map((row) => view.attachments.find((file) => file.id === row.attachment)?.name ?? '');
  return { count, names, mask };
}

/** Screens the text a moment after it was changed; an answer to an older text is dropped. */
function useCheck(unit: number, title: string, body: RichText): Check {
  const [check, setCheck] = useState<Check>({ kind: 'checking' });
  const settledTitle = useSettled(title, pause);
  const settledBody = useSettled(body, pause);
  useEffect(() => {
    const stop = new AbortController();
    const content = { title: settledTitle, body: settledBody };
    call<ScreeningCheck>('POST', '/api/screening/check', { unit, content }, stop.signal)
      .then((answer) => setCheck({ kind: 'done', answer }))
      .catch((error: unknown) => {
        if (error instanceof ApiError) setCheck({ kind: 'failed' });
      });
    return () => stop.abort();
  }, [unit, settledTitle, settledBody]);
  return check;
}
