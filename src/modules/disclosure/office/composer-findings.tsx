import type { Editor } from '@tiptap/react';
import { Alert, Button } from 'antd';
import { useEffect, useState } from 'react';
import type { RichText } from '#platform/richtext';
import { ApiError, call, replaceText, useSettled, useTell, useText } from '#ui/office';
import type { CaseView } from '../forms.ts';
import type { DraftSave } from './draft-save.ts';
import { FindingLine } from './findings.tsx';
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
  const tell = useTell();
  const check = useCheck(view.unit.id, draft.content.title, draft.content.body);
  const findings = check.kind === 'done' ? check.answer.findings : [];
  const maskable = findings.filter(
    (finding) => finding.class !== 'secretMark' && finding.class !== 'unitTerm',
  );
  const mask = async (fingerprints: readonly string[]) => {
    try {
      const { title, body } = draft.content;
      const answer = await call<ScreeningMasked>('POST', '/api/screening/mask', {
        unit: view.unit.id,
        title,
        body,
        fingerprints,
      });
      draft.change({ title: answer.title });
      if (editor !== null) replaceText(editor, answer.body);
      tell.done(say('compose.findings.masked', { count: answer.masked }));
    } catch (error) {
      if (error instanceof ApiError) tell.refused(error);
      else throw error;
    }
  };
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
              <Button size="small" onClick={() => void mask([finding.fingerprint])}>
                {say('compose.findings.mask')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {maskable.length < 2 ? null : (
        <Button
          size="small"
          style={{ marginTop: 10 }}
          onClick={() => void mask(maskable.map((one) => one.fingerprint))}
        >
          {say('compose.findings.maskAll', { count: maskable.length })}
        </Button>
      )}
    </div>
  );
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
