import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { commonTexts, useCommand, useText } from '#ui/office';
import type { CaseView } from '../../forms.ts';
import type { ProposeUrgentlyForm } from '../../urgent/forms.ts';
import type { DraftSave } from '../draft-save.ts';
import { urgentTexts } from './texts.ts';

/** Beside “propose”: the urgent path, asked for with its reason. Absent where the rules do not allow it. */
export function ProposeUrgently({ view, draft }: { view: CaseView; draft: DraftSave }) {
  const say = useText(urgentTexts);
  const [asked, ask] = useState(false);
  const offer = view.moves.find((one) => one.move === 'proposeUrgently');
  const isReady = draft.problems.length === 0 && draft.content.publishAt === null;
  if (offer?.possible !== true || draft.content.withholding !== undefined || !isReady) return null;
  return (
    <>
      <Button danger onClick={() => ask(true)}>
        {say('propose')}
      </Button>
      {asked ? <Dialog view={view} draft={draft} close={() => ask(false)} /> : null}
    </>
  );
}

function Dialog({ view, draft, close }: { view: CaseView; draft: DraftSave; close: () => void }) {
  const say = useText(urgentTexts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ reason: string }>();
  const [saving, setSaving] = useState(false);
  const propose = useCommand<ProposeUrgentlyForm, CaseView>(
    'POST',
    `/api/revisions/${view.revision}/propose-urgently`,
    {
      done: say('done.propose'),
      changes: ['/api/disclosures', '/api/revisions', '/api/screening'],
      onDone: close,
      onRefused: close,
    },
  );
  const submit = async ({ reason }: { reason: string }) => {
    setSaving(true);
    const lockVersion = await draft.flush();
    setSaving(false);
    if (lockVersion === null) close();
    else propose.mutate({ lockVersion, reason });
  };
  return (
    <Modal
      open
      title={say('propose')}
      okText={say('propose')}
      okButtonProps={{ danger: true }}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={saving || propose.isPending}
    >
      <p>{draft.content.title}</p>
      <p className="quiet">{say('propose.help')}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => void submit(entered)}>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input.TextArea rows={3} maxLength={2000} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
