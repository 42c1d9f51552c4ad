import { Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { commonTexts, useCommand, useRead, useServerWords, useText } from '#ui/office';
import type { CaseView } from '../forms.ts';
import { texts } from './messages.ts';
import type { ScreenedRevision, ScreeningFinding, ScreeningPlace } from './neighbours.ts';
import { placeWords } from './redaction/file-findings.tsx';
import { serverTexts } from './server-texts.ts';

type Screened = ScreenedRevision['findings'][number];

/** What screening found in the frozen text and what was decided about each; the secrecy reviewer decides here. */
export function FindingsOfRevision({ view }: { view: CaseView }) {
  const say = useText(texts);
  const screened = useRead<ScreenedRevision>(
    view.mayReadFindings ? `/api/screening/revisions/${view.revision}` : null,
  );
  const [asked, ask] = useState<Screened | null>(null);
  const findings = screened.data?.findings ?? [];
  return (
    <div className="side-block">
      <h2>
        {say('case.findings')}
        {findings.length === 0 ? null : `（${findings.length}）`}
      </h2>
      {!view.mayReadFindings ? (
        <p className="quiet">{say('case.findingsOthers')}</p>
      ) : screened.data === undefined ? (
        <p className="quiet" aria-busy={screened.error === null}>
          {screened.error === null ? say('compose.findings.checking') : say('case.notScreened')}
        </p>
      ) : findings.length === 0 ? (
        <p className="quiet">{say('case.noFindings')}</p>
      ) : (
        <ul>
          {findings.map((finding) => (
            <li key={`${finding.fingerprint}${JSON.stringify(finding.place)}`}>
              <FindingLine finding={finding} />
              <DecisionLine
                finding={finding}
                ask={() => ask(finding)}
                open={mayBeDecided(view.state, finding)}
              />
            </li>
          ))}
        </ul>
      )}
      {asked === null ? null : (
        <DecideFinding revision={view.revision} finding={asked} close={() => ask(null)} />
      )}
    </div>
  );
}

/** While it is reviewed; and once approved, what the screening before publication found anew and nobody decided about. */
function mayBeDecided(state: CaseView['state'], { decision }: Screened): boolean {
  return state === 'inSecrecyReview' || state === 'inReview' || (state === 'approved' && decision === null);
}

/** One finding: what, where, how sure. The value is shown masked only. */
export function FindingLine({ finding }: { finding: ScreeningFinding }) {
  const say = useText(texts);
  const blocking = finding.class === 'secretMark';
  const classKey = `finding.class.${finding.class}`;
  return (
    <div className={blocking ? 'finding finding-block' : 'finding'}>
      <strong>{finding.label}</strong> <span className="tabular">{finding.masked}</span>
      <br />
      <span className="quiet">
        {classKey in texts['zh-CN'] ? say(classKey as 'finding.class.personal') : finding.class}
        {' · '}
        <PlaceWords place={finding.place} />
        {' · '}
        {say(`finding.confidence.${finding.confidence}`)}
      </span>
    </div>
  );
}

function PlaceWords({ place }: { place: ScreeningPlace }) {
  const say = useText(texts);
  const words = useServerWords(serverTexts);
  switch (place.in) {
    case 'title':
      return <>{say('finding.place.title')}</>;
    case 'body':
      return <>{say('finding.place.body', { block: Number(place.path.split('.')[0]) + 1 })}</>;
    case 'attachment':
      return (
        <>
          {say('finding.place.attachment', {
            name:
              place.section === undefined ? place.name : `${place.name} ${placeWords(words, place.section)}`,
            line: place.line,
          })}
        </>
      );
  }
}

function DecisionLine({ finding, ask, open }: { finding: Screened; ask: () => void; open: boolean }) {
  const say = useText(texts);
  const { decision } = finding;
  return (
    <div className="row">
      {decision === null ? null : (
        <span>
          {say('finding.decided', {
            name: decision.decidedByName,
            decision: say(`finding.${decision.decision}`),
          })}
          {decision.reason === '' ? null : <span className="quiet">（{decision.reason}）</span>}
        </span>
      )}
      {open ? (
        <Button size="small" onClick={ask}>
          {say('finding.decide')}
        </Button>
      ) : null}
    </div>
  );
}

type Decided = { readonly decision: 'mask' | 'keep' | 'notPersonal'; readonly reason?: string };

function DecideFinding({
  revision,
  finding,
  close,
}: {
  revision: string;
  finding: Screened;
  close: () => void;
}) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Decided>();
  const decision = Form.useWatch('decision', form);
  const send = useCommand<Decided>(
    'POST',
    `/api/screening/revisions/${revision}/decisions`,
    {
      done: common('done'),
      changes: ['/api/screening', '/api/revisions'],
      onDone: close,
    },
    (entered) => ({
      decision: entered.decision,
      fingerprint: finding.fingerprint,
      ...(entered.decision === 'mask' ? {} : { reason: entered.reason ?? '' }),
    }),
  );
  return (
    <Modal
      open
      title={say('finding.decide')}
      okText={common('confirm')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <FindingLine finding={finding} />
      <Form
        form={form}
        layout="vertical"
        onFinish={(entered) => send.mutate(entered)}
        style={{ marginTop: 12 }}
      >
        <Form.Item name="decision" rules={[{ required: true, message: common('required') }]}>
          <Radio.Group
            options={(['mask', 'keep', 'notPersonal'] as const).map((value) => ({
              value,
              label: say(`finding.${value}`),
            }))}
          />
        </Form.Item>
        {decision === 'keep' || decision === 'notPersonal' ? (
          <Form.Item
            name="reason"
            label={decision === 'keep' ? say('finding.keepReason') : say('opinionOptional')}
            rules={decision === 'keep' ? [{ required: true, min: 4, message: common('required') }] : []}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
