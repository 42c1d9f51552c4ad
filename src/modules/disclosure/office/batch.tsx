import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { commonTexts, useCommand, useServerWords, useText } from '#ui/office';
import type { BatchAnswer, BatchForm, InboxRow } from '../forms.ts';
import { texts } from './messages.ts';
import { serverTexts } from './server-texts.ts';

type BatchMove = BatchForm['move'];
const batchMoves: readonly BatchMove[] = [
  'claim',
  'return',
  'escalate',
  'giveOpinion',
  'pass',
  'countersign',
  'approve',
];
/** Moves that cannot be made without saying why. */
const reasoned: ReadonlySet<BatchMove> = new Set(['return', 'escalate', 'giveOpinion']);

/** Acts on several cases, each on its own: what can't be done is listed with its reason. */
export function BatchBar({ rows, done }: { rows: readonly InboxRow[]; done: () => void }) {
  const say = useText(texts);
  const [move, setMove] = useState<BatchMove | null>(null);
  const possible = batchMoves.filter((one) => rows.some((row) => row.moves.includes(one)));
  return (
    <section className="decide" aria-label={say('selected', { count: rows.length })}>
      <span className="decide-note">{say('selected', { count: rows.length })}</span>
      {possible.map((one) => (
        <Button
          key={one}
          type={one === 'pass' || one === 'countersign' || one === 'approve' ? 'primary' : 'default'}
          onClick={() => setMove(one)}
        >
          {say(`move.${one}`)}
        </Button>
      ))}
      {move === null ? null : <BatchDialog move={move} rows={rows} close={() => setMove(null)} done={done} />}
    </section>
  );
}

type DialogProps = { move: BatchMove; rows: readonly InboxRow[]; close: () => void; done: () => void };

function BatchDialog({ move, rows, close, done }: DialogProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<{ opinion: string }>();
  const send = useCommand<BatchForm, BatchAnswer>('POST', '/api/disclosures/batch', {
    changes: ['/api/disclosures', '/api/revisions'],
  });
  const able = rows.filter((row) => row.moves.includes(move) && row.contentSha256 !== null);
  const submit = ({ opinion }: { opinion?: string }) =>
    send.mutate({
      move,
      opinion: opinion ?? '',
      items: able.flatMap((row) =>
        row.contentSha256 === null ? [] : [{ revision: row.revision, contentSha256: row.contentSha256 }],
      ),
    });
  if (send.data !== undefined) return <BatchResult answer={send.data} rows={rows} close={done} />;
  return (
    <Modal
      open
      title={`${say(`move.${move}`)} · ${say('selected', { count: able.length })}`}
      okText={say(`move.${move}`)}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
      okButtonProps={{ disabled: able.length === 0 }}
    >
      <p className="quiet">{say('batchHelp')}</p>
      <ol className="steps-list">
        {able.map((row) => (
          <li key={row.revision}>{row.title}</li>
        ))}
      </ol>
      <Form form={form} layout="vertical" onFinish={submit}>
        <Form.Item
          name="opinion"
          label={
            move === 'return' ? say('reason') : reasoned.has(move) ? say('opinion') : say('opinionOptional')
          }
          rules={
            reasoned.has(move) ? [{ required: true, whitespace: true, message: say('reasonNeeded') }] : []
          }
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function BatchResult({
  answer,
  rows,
  close,
}: {
  answer: BatchAnswer;
  rows: readonly InboxRow[];
  close: () => void;
}) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useServerWords(serverTexts);
  const done = answer.results.filter((result) => result.done).length;
  return (
    <Modal
      open
      title={say('batchResult')}
      okText={common('close')}
      onOk={close}
      onCancel={close}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <p>{say('batchDone', { done, failed: answer.results.length - done })}</p>
      <ul className="steps-list">
        {answer.results.map((result) => (
          <li key={result.revision}>
            {rows.find((row) => row.revision === result.revision)?.title ?? result.revision}
            {'：'}
            {result.reason === null ? (
              common('done')
            ) : (
              <span className="red">{words(`refusal.${result.reason.code}`, result.reason.params)}</span>
            )}
          </li>
        ))}
      </ul>
    </Modal>
  );
}
