import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  commonTexts,
  DateField,
  ReasonButton,
  showBesideField,
  useCommand,
  useText,
} from '#ui/office';
import type { CatalogueView } from '../forms.ts';
import { texts, useWords } from './texts.ts';

type MoveName =
  | 'submit'
  | 'takeBack'
  | 'return'
  | 'approve'
  | 'file'
  | 'returnFiling'
  | 'register'
  | 'discard';

const movesOfState: Readonly<Record<CatalogueView['state'], readonly MoveName[]>> = {
  draft: ['discard', 'submit'],
  submitted: ['takeBack', 'return', 'approve'],
  approved: ['return', 'file'],
  filed: ['returnFiling', 'register'],
  registered: [],
  inForce: [],
  superseded: [],
  discarded: [],
};
const primary: ReadonlySet<MoveName> = new Set(['submit', 'approve', 'file', 'register']);
const needsReason: ReadonlySet<MoveName> = new Set(['return', 'returnFiling', 'discard']);

/** What can be done with this version, in its corner; each button that can't be used says why. */
export function CatalogueMoves({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const words = useWords();
  const [asked, ask] = useState<MoveName | null>(null);
  const offers = movesOfState[view.state].flatMap((move) => {
    const offer = view.moves.find((one) => one.move === move);
    return offer === undefined ? [] : [{ ...offer, move }];
  });
  if (offers.length === 0) return null;
  return (
    <div className="decide">
      <span className="decide-note only-wide">{words(`catalogueState.${view.state}`)}</span>
      {offers.map((offer) => (
        <ReasonButton
          key={offer.move}
          type={primary.has(offer.move) ? 'primary' : 'default'}
          reason={
            offer.allowed
              ? undefined
              : offer.code === 'not-permitted'
                ? say('notPermitted')
                : words(`refusal.${offer.code ?? ''}`, {
                    catalogueState: words(`catalogueState.${view.state}`),
                    catalogueMove: words(`catalogueMove.${offer.move}`),
                    count: view.rows.filter((row) => row.flagged.length > 0).length,
                  })
          }
          onClick={() => ask(offer.move)}
        >
          {words(`catalogueMove.${offer.move}`)}
        </ReasonButton>
      ))}
      {asked === null ? null : <MoveDialog view={view} move={asked} close={() => ask(null)} />}
    </div>
  );
}

type Entered = { readonly opinion?: string; readonly inForceFrom?: string | null };

function MoveDialog({ view, move, close }: { view: CatalogueView; move: MoveName; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const [form] = Form.useForm<Entered>();
  const name = words(`catalogueMove.${move}`);
  const send = useCommand<Entered, CatalogueView>(
    'POST',
    `/api/catalogues/${view.id}/moves/${move}`,
    {
      done: say('moveDone', { move: name }),
      changes: ['/api/catalogues', '/api/duties'],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ opinion, inForceFrom }) => ({
      lock: view.lock,
      opinion: opinion ?? '',
      ...(inForceFrom == null ? {} : { inForceFrom }),
    }),
  );
  return (
    <Modal
      open
      title={`${name} · ${view.unitName}`}
      okText={name}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <p className="quiet">{say(`ask.${move}`)}</p>
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        {move === 'register' ? (
          <Form.Item name="inForceFrom" label={say('inForceFrom')} extra={say('inForceFromHelp')}>
            <DateField />
          </Form.Item>
        ) : null}
        <Form.Item
          name="opinion"
          label={needsReason.has(move) ? say('reason') : say('opinionOptional')}
          rules={
            needsReason.has(move) ? [{ required: true, whitespace: true, message: common('required') }] : []
          }
        >
          <Input.TextArea rows={3} maxLength={2000} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
