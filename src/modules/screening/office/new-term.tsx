import { Form, Input, Modal } from 'antd';
import { type ApiError, commonTexts, showBesideField, useCommand, useText } from '#ui/office';
import type { TermForm, TermView } from '../forms.ts';
import { termTexts } from './term-texts.ts';

type Entered = { readonly term: string; readonly replacement?: string; readonly note?: string };
type NewTermProps = { readonly path: string; readonly kind: TermView['kind']; readonly close: () => void };

/** Adds one word; for a wrong word the right one too. */
export function NewTerm({ path, kind, close }: NewTermProps) {
  const say = useText(termTexts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered>(
    'POST',
    path,
    {
      done: say('added'),
      changes: [path],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ term, replacement, note }): TermForm =>
      kind === 'wrong_word'
        ? { kind, term, replacement: replacement ?? '', note: note ?? '' }
        : { kind, term, note: note ?? '' },
  );
  const required = { required: true, whitespace: true, message: common('required') };
  const least = kind === 'unit_term' ? 2 : 1;
  return (
    <Modal
      open
      title={say(`add.${kind}`)}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <p className="quiet">{say(`help.${kind}`)}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item
          name="term"
          label={say(`term.${kind}`)}
          rules={[required, { min: least, message: say('tooShort', { least }) }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        {kind === 'wrong_word' ? (
          <Form.Item name="replacement" label={say('replacement')} rules={[required]}>
            <Input maxLength={60} />
          </Form.Item>
        ) : null}
        <Form.Item name="note" label={say('note')}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
