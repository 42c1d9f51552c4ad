import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { commonTexts, Page, useAddressPart, useCommand, useGo, useRead, useText, WhenRead } from '#ui/office';
import type { CaseView } from '../../forms.ts';
import type { PagesAnswer, RedactForm, SafeCopyAnswer } from '../../safe-copies/forms.ts';
import type { RedactionReason } from '../../safe-copies/kinds.ts';
import { texts } from '../messages.ts';
import { BoxList, ReasonSelect } from './box-list.tsx';
import { boxOf, freshBox, isTaken, type Proposal, useBoxes } from './boxes.ts';
import { PageCanvas } from './page-canvas.tsx';
import { redactionTexts } from './texts.ts';

/** Blacking out places of a PDF of a draft: pages with proposals, boxes by mouse or by numbers, a reason for each. */
export function Screen() {
  const say = useText(redactionTexts);
  const sayRoom = useText(texts);
  const revision = useAddressPart('revision');
  const attachment = useAddressPart('attachment');
  const view = useRead<CaseView>(`/api/revisions/${revision}`);
  const address = `/api/revisions/${revision}/attachments/${attachment}`;
  const pages = useRead<PagesAnswer>(`${address}/pages`);
  const name = view.data?.attachments.find((file) => file.id === attachment)?.name ?? '';
  return (
    <Page
      title={name === '' ? say('title') : `${say('title')} · ${name}`}
      crumbs={[
        { title: sayRoom('dossiers'), to: '/disclosures' },
        { title: view.data?.number ?? say('back'), to: `/revisions/${revision}` },
      ]}
      wide
    >
      <p className="quiet">{say('help')}</p>
      <WhenRead of={pages}>
        {(answer) => <Desk key={attachment} address={address} revision={revision} answer={answer} />}
      </WhenRead>
    </Page>
  );
}

function Desk({ address, revision, answer }: { address: string; revision: string; answer: PagesAnswer }) {
  const say = useText(redactionTexts);
  const common = useText(commonTexts);
  const go = useGo();
  const { boxes, add, change, remove } = useBoxes();
  const [reason, setReason] = useState<RedactionReason>('personalPrivacy');
  const [preview, setPreview] = useState(false);
  const [asked, setAsked] = useState(false);
  const send = useCommand<Record<string, never>, SafeCopyAnswer>(
    'POST',
    `${address}/redact`,
    {
      done: say('redacted', { count: boxes.length }),
      changes: [`/api/revisions/${revision}`],
      onDone: () => go(`/revisions/${revision}`),
      onRefused: () => setAsked(false),
    },
    (): RedactForm => ({ boxes: boxes.map(({ id: _, ...box }) => box) }),
  );
  const open = answer.proposals.filter((one) => !isTaken(boxes, one));
  const take = (some: readonly Proposal[]) => add(some.map(boxOf));
  const first = answer.pages[0];
  return (
    <div className="composer">
      <div>
        {answer.pages.map((size, at) => {
          const page = at + 1;
          return (
            <PageCanvas
              key={page}
              address={address}
              page={page}
              size={size}
              boxes={boxes.filter((box) => box.page === page)}
              proposals={open.filter((one) => one.page === page)}
              preview={preview}
              onDraw={(box) => add([{ ...box, page, reason }])}
              onTake={(proposal) => take([proposal])}
            />
          );
        })}
      </div>
      <div className="composer-side">
        <div className="side-block">
          <h2>{say('proposals', { count: answer.proposals.length })}</h2>
          {answer.proposals.length === 0 ? <p className="quiet">{say('noProposals')}</p> : null}
          {answer.proposals.length > 0 && open.length === 0 ? (
            <p className="quiet">{say('allTaken')}</p>
          ) : null}
          <ul>
            {open.map((one) => (
              <li key={`${one.page} ${one.x} ${one.y} ${one.width}`} className="row">
                <span>
                  {one.label} <span className="tabular">{one.masked}</span>{' '}
                  <span className="quiet">{say('page', { page: one.page })}</span>
                </span>
                <Button size="small" onClick={() => take([one])}>
                  {say('take')}
                </Button>
              </li>
            ))}
          </ul>
          {open.length === 0 ? null : (
            <Button type="primary" onClick={() => take(open)}>
              {say('takeAll', { count: open.length })}
            </Button>
          )}
        </div>
        <div className="side-block">
          <h2>{say('boxes', { count: boxes.length })}</h2>
          <div>
            <span>{say('reason')}</span>
            <ReasonSelect value={reason} label={say('reason')} onChange={setReason} />
          </div>
          <BoxList boxes={boxes} pages={answer.pages.length} change={change} remove={remove} />
          <div className="row" style={{ marginTop: 10 }}>
            <Button disabled={first === undefined} onClick={() => first && add([freshBox(1, first, reason)])}>
              {say('add')}
            </Button>
            <Checkbox checked={preview} onChange={(event) => setPreview(event.target.checked)}>
              {say('preview')}
            </Checkbox>
          </div>
          <Button
            type="primary"
            block
            style={{ marginTop: 12 }}
            disabled={boxes.length === 0}
            onClick={() => setAsked(true)}
          >
            {say('done')}
          </Button>
        </div>
      </div>
      <Modal
        open={asked}
        title={say('done')}
        okText={common('confirm')}
        cancelText={common('cancel')}
        confirmLoading={send.isPending}
        onOk={() => send.mutate({})}
        onCancel={() => setAsked(false)}
      >
        <p>{say('ask', { count: boxes.length, pages: new Set(boxes.map((box) => box.page)).size })}</p>
      </Modal>
    </div>
  );
}
