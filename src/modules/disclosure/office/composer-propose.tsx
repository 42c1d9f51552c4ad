import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { commonTexts, ReasonButton, useCommand, useServerWords, useText } from '#ui/office';
import type { CaseView, ProblemView, ProposeForm } from '../forms.ts';
import { DecisionDialog } from './decision-dialog.tsx';
import type { DraftSave } from './draft-save.ts';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';
import { ProposeUrgently } from './urgent/propose-urgently.tsx';

/** The corner of the composer: what is missing, discard, submit. */
export function ProposeBar({ view, draft }: { view: CaseView; draft: DraftSave }) {
  const say = useText(texts);
  const [asked, ask] = useState<'propose' | 'discard' | null>(null);
  const words = useProblemWords(draft.problems);
  const discard = view.moves.find((one) => one.move === 'discard');
  const reason = words.length === 0 ? undefined : `${say('compose.problems')}：${words.join('；')}`;
  return (
    <section className="decide" aria-label={say('move.propose')}>
      <span className="decide-note only-wide">{reason ?? say('compose.ready')}</span>
      {discard?.possible === true ? (
        <Button onClick={() => ask('discard')}>{say('move.discard')}</Button>
      ) : null}
      <ProposeUrgently view={view} draft={draft} />
      <ReasonButton type="primary" reason={reason} onClick={() => ask('propose')}>
        {say('move.propose')}
      </ReasonButton>
      {asked === 'propose' ? <ProposeDialog view={view} draft={draft} close={() => ask(null)} /> : null}
      {asked === 'discard' ? <DecisionDialog view={view} move="discard" close={() => ask(null)} /> : null}
    </section>
  );
}

function useProblemWords(problems: readonly ProblemView[]): readonly string[] {
  const words = useServerWords(serverTexts);
  return problems.map((problem) => words(`problem.${problem.code}`, problem.params));
}

function ProposeDialog({ view, draft, close }: { view: CaseView; draft: DraftSave; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ opinion?: string }>();
  const [saving, setSaving] = useState(false);
  const propose = useCommand<ProposeForm, CaseView>('POST', `/api/revisions/${view.revision}/propose`, {
    done: say('done.propose'),
    changes: ['/api/disclosures', '/api/revisions', '/api/screening'],
    onDone: close,
    onRefused: close,
  });
  const submit = async ({ opinion }: { opinion?: string }) => {
    setSaving(true);
    // What is frozen must be what is on the page: everything is saved first.
    const lockVersion = await draft.flush();
    setSaving(false);
    if (lockVersion === null) close();
    else propose.mutate({ lockVersion, opinion: opinion ?? '' });
  };
  return (
    <Modal
      open
      title={say('move.propose')}
      okText={say('move.propose')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={saving || propose.isPending}
    >
      <p>{draft.content.title}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => void submit(entered)}>
        <Form.Item name="opinion" label={say('opinionOptional')}>
          <Input.TextArea rows={3} maxLength={2000} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
