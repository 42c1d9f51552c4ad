import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { commonTexts, showBesideField, useCommand, useText } from '#ui/office';
import type {
  ErasureForm,
  ErasureList,
  ErasurePreview,
  ErasureView,
  WordsForm,
} from '../../erasure/forms.ts';
import type { ErasureGround } from '../../erasure/grounds.ts';
import { Found } from './found.tsx';
import { erasureTexts } from './texts.ts';

const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The most frequent first. */
const grounds = [
  'wrongDisclosure',
  'consentWithdrawn',
  'purposeEnded',
  'unlawful',
  'order',
] as const satisfies readonly ErasureGround[];

type Entered = { words?: string; removes?: number[]; ground: ErasureGround };
const wantedOf = ({ words, removes }: Pick<Entered, 'words' | 'removes'>): WordsForm => ({
  words: linesOf(words),
  removes: removes ?? [],
});

type DialogProps = { readonly item: string; readonly close: () => void };

/** Names what is to go, shows every place it was found, and asks. */
export function ProposeErasure({ item, close, attachments }: DialogProps & Pick<ErasureList, 'attachments'>) {
  const say = useText(erasureTexts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const [preview, setPreview] = useState<ErasurePreview | null>(null);
  const path = `/api/publications/${item}/erasures`;
  const look = useCommand<Entered, ErasurePreview>(
    'POST',
    `${path}/preview`,
    { changes: [], onDone: setPreview },
    wantedOf,
  );
  const send = useCommand<Entered, ErasureView>(
    'POST',
    path,
    {
      done: say('proposed'),
      changes: [path],
      onDone: close,
      onRefused: (error) => void showBesideField(form, error),
    },
    (entered): ErasureForm => ({ ...wantedOf(entered), ground: entered.ground }),
  );
  return (
    <Modal
      open
      width={720}
      title={say('propose')}
      okText={say('propose')}
      okButtonProps={{ disabled: preview === null || preview.shared.length > 0 }}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <p className="quiet">{say('help')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={(entered) => send.mutate(entered)}
        onValuesChange={(changed) => {
          if (!('ground' in changed)) setPreview(null);
        }}
      >
        <Form.Item name="words" label={say('words')} extra={say('wordsHelp')}>
          <Input.TextArea rows={3} maxLength={1_200} autoFocus autoComplete="off" spellCheck={false} />
        </Form.Item>
        {attachments.length === 0 ? null : (
          <Form.Item name="removes" label={say('removes')}>
            <Select
              mode="multiple"
              options={attachments.map((one) => ({ value: one.position, label: one.name }))}
            />
          </Form.Item>
        )}
        <Form.Item
          name="ground"
          label={say('ground')}
          rules={[{ required: true, message: common('required') }]}
        >
          <Select options={grounds.map((value) => ({ value, label: say(`ground.${value}`) }))} />
        </Form.Item>
        <Button loading={look.isPending} onClick={() => look.mutate(form.getFieldsValue())}>
          {say('look')}
        </Button>
      </Form>
      {preview === null ? null : (
        <div style={{ marginTop: 12 }}>
          <Found preview={preview} />
        </div>
      )}
    </Modal>
  );
}

/** The second person writes the words again. */
export function ConfirmErasure({ item, erasure, close }: DialogProps & { readonly erasure: string }) {
  const say = useText(erasureTexts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const path = `/api/publications/${item}`;
  const send = useCommand<Entered, ErasureView>(
    'POST',
    `${path}/erasures/${erasure}/confirm`,
    {
      done: say('confirmed'),
      changes: [path, '/api/publications', '/api/disclosures', '/api/revisions'],
      onDone: close,
      onRefused: (error) => void showBesideField(form, error),
    },
    ({ words }) => ({ words: linesOf(words) }),
  );
  return (
    <Modal
      open
      title={say('confirm')}
      okText={say('confirm')}
      okButtonProps={{ danger: true }}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <p className="quiet">{say('confirmHelp')}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item name="words" label={say('words')} extra={say('wordsHelp')}>
          <Input.TextArea rows={3} maxLength={1_200} autoFocus autoComplete="off" spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
