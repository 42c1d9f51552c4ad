import { Form, Input, Modal } from 'antd';
import {
  type ApiError,
  commonTexts,
  MomentField,
  showBesideField,
  useCommand,
  useGo,
  useText,
} from '#ui/office';
import type { CaseView } from '../forms.ts';
import type { Move } from '../words.ts';
import { texts } from './messages.ts';
import { formOfMove, purposeOfStart, routeOfMove } from './moves.ts';
import { AddSignerFields, seatOf, TransferFields } from './signer-fields.tsx';

type Entered = {
  readonly timing?: 'before' | 'after';
  readonly unit?: number;
  readonly seat?: string;
  readonly question?: string;
  readonly to?: string;
  readonly opinion?: string;
  readonly reason?: string;
  readonly publishAt?: string | null;
};

/** Asks what a move needs (an opinion, a reason, a time), shows what is signed, and sends it. */
export function DecisionDialog({ view, move, close }: { view: CaseView; move: Move; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const go = useGo();
  const [form] = Form.useForm<Entered>();
  const kind = formOfMove[move] ?? 'nothing';
  const send = useCommand<Entered, CaseView>(
    'POST',
    addressOf(view, move),
    {
      done: say('done.move', { move: say(`move.${move}`) }),
      changes: ['/api/disclosures', '/api/revisions'],
      onDone: (next) => {
        close();
        if (next.revision !== view.revision) go(`/revisions/${next.revision}`);
      },
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (entered) => bodyOf(view, move, entered),
  );
  return (
    <Modal
      open
      title={say(`move.${move}`)}
      okText={say(`move.${move}`)}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
      destroyOnHidden
    >
      <p className="quiet">{say(`ask.${move}` as 'ask.pass')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={(entered) => send.mutate(entered)}
        initialValues={{ publishAt: view.publishAt, timing: 'before', unit: view.unit.id }}
      >
        {kind === 'addSigner' ? <AddSignerFields view={view} /> : null}
        {kind === 'transfer' ? <TransferFields view={view} /> : null}
        <MoveFields kind={kind} move={move} />
      </Form>
      {(kind === 'decision' || kind === 'reasonedDecision') && view.contentSha256 !== null ? (
        <p className="hash">
          {say('signs')}：{view.contentSha256}
        </p>
      ) : null}
    </Modal>
  );
}

function MoveFields({ kind, move }: { kind: string; move: Move }) {
  const say = useText(texts);
  const needed = [{ required: true, whitespace: true, message: say('reasonNeeded') }];
  return (
    <>
      {kind === 'reschedule' ? (
        <Form.Item name="publishAt" label={say('publishAt')} extra={say('publishAtHelp')}>
          <MomentField />
        </Form.Item>
      ) : null}
      {kind === 'decision' || kind === 'reasonedDecision' ? (
        <Form.Item
          name="opinion"
          label={
            kind === 'decision' ? say('opinionOptional') : move === 'return' ? say('reason') : say('opinion')
          }
          rules={kind === 'decision' ? [] : needed}
        >
          <Input.TextArea rows={4} maxLength={2000} showCount autoFocus />
        </Form.Item>
      ) : null}
      {kind === 'reason' || kind === 'reschedule' || kind === 'transfer' ? (
        <Form.Item name="reason" label={say('reason')} rules={needed}>
          <Input.TextArea rows={3} maxLength={2000} showCount autoFocus />
        </Form.Item>
      ) : null}
    </>
  );
}

function addressOf(view: CaseView, move: Move): string {
  if (purposeOfStart[move] !== undefined) return `/api/disclosures/${view.disclosure}/start`;
  return `/api/revisions/${view.revision}/${routeOfMove[move] ?? move}`;
}

function bodyOf(view: CaseView, move: Move, entered: Entered): unknown {
  switch (formOfMove[move]) {
    case 'decision':
    case 'reasonedDecision':
      return { contentSha256: view.contentSha256, opinion: entered.opinion ?? '' };
    case 'reason':
      return { reason: entered.reason ?? '' };
    case 'reschedule':
      return {
        contentSha256: view.contentSha256,
        publishAt: entered.publishAt ?? null,
        reason: entered.reason ?? '',
      };
    case 'transfer':
      return { to: entered.to, reason: entered.reason ?? '' };
    case 'addSigner':
      return {
        timing: entered.timing ?? 'before',
        unit: entered.unit,
        question: entered.question ?? '',
        ...seatOf(entered.seat),
      };
    case 'start':
      return { purpose: purposeOfStart[move] };
    default:
      return {};
  }
}
