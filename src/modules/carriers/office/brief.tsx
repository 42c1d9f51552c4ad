import { Button, Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  DateField,
  formatMoment,
  Mark,
  Page,
  ReasonButton,
  Section,
  useAddressPart,
  useCommand,
  useRead,
  useText,
  WhenRead,
} from '#ui/office';
import type { BriefDetail, BriefFields } from '../briefs/forms.ts';
import { SectionsEditor } from './brief-sections.tsx';
import { briefTexts } from './brief-texts.ts';
import { briefTones } from './briefs.tsx';

type Move = BriefDetail['moves'][number];
const needReason: readonly Move[] = ['return', 'withdraw'];

/** One issue: what is in it, and what may be done with it. */
export function Screen() {
  const id = useAddressPart('id');
  const read = useRead<BriefDetail>(`/api/carriers/briefs/${id}`);
  // A new key after each change on the server: the editor begins with what is there now.
  return <WhenRead of={read}>{(brief) => <Brief key={brief.lockVersion} brief={brief} />}</WhenRead>;
}

const fieldsOf = (brief: BriefDetail): BriefFields => ({
  name: brief.name,
  periodFrom: brief.periodFrom,
  periodTo: brief.periodTo,
  foreword: brief.foreword,
  sections: brief.sections.map(({ heading, items }) => ({ heading, items: items.map((item) => item.id) })),
});

function Brief({ brief }: { brief: BriefDetail }) {
  const say = useText(briefTexts);
  const [fields, change] = useState(fieldsOf(brief));
  const [isChanged, mark] = useState(false);
  const set = (some: Partial<BriefFields>) => {
    change({ ...fields, ...some });
    mark(true);
  };
  const number = brief.number === null ? '' : say('issue', { year: brief.year ?? '', number: brief.number });
  return (
    <Page
      title={`${brief.name} ${number}`}
      crumbs={[{ title: say('briefs'), to: '/briefs' }, { title: brief.unitName }]}
      note={<Standing brief={brief} />}
      actions={<Actions brief={brief} fields={fields} isChanged={isChanged} />}
    >
      <Section>
        <div>
          <Field label={say('name')}>
            <Input
              value={fields.name}
              maxLength={60}
              disabled={!brief.mayEdit}
              aria-label={say('name')}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label={say('from')}>
            <DateField
              aria-label={say('from')}
              value={fields.periodFrom}
              disabled={!brief.mayEdit}
              onChange={(date) => date !== null && set({ periodFrom: date })}
            />
          </Field>
          <Field label={say('to')}>
            <DateField
              aria-label={say('to')}
              value={fields.periodTo}
              disabled={!brief.mayEdit}
              onChange={(date) => date !== null && set({ periodTo: date })}
            />
          </Field>
        </div>
        <Field label={say('foreword')}>
          <Input.TextArea
            value={fields.foreword}
            maxLength={2000}
            autoSize={{ minRows: 3, maxRows: 10 }}
            disabled={!brief.mayEdit}
            aria-label={say('foreword')}
            onChange={(event) => set({ foreword: event.target.value })}
          />
        </Field>
      </Section>
      <Section title={say('sections')}>
        <SectionsEditor brief={brief} fields={fields} set={(sections) => set({ sections })} />
      </Section>
    </Page>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div style={{ marginBottom: 12 }}>
      <div className="quiet">{label}</div>
      {children}
    </div>
  );
}

function Standing({ brief }: { brief: BriefDetail }) {
  const say = useText(briefTexts);
  const link = (form: string, words: string) => (
    <a href={`/briefs/${brief.slug}${form}`} target="_blank" rel="noopener">
      {words}
    </a>
  );
  return (
    <span className="row">
      <Mark tone={briefTones[brief.state]}>{say(`state.${brief.state}`)}</Mark>
      {brief.state === 'draft' && brief.returnedWhy !== '' ? (
        <span className="red">{say('returned', { why: brief.returnedWhy })}</span>
      ) : null}
      {brief.state === 'proposed' && brief.proposedBy !== null ? (
        <span>{say('proposedBy', { name: brief.proposedBy })}</span>
      ) : null}
      {brief.issuedAt === null ? null : (
        <span>{say('issuedBy', { name: brief.issuedBy ?? '', at: formatMoment(brief.issuedAt) })}</span>
      )}
      {brief.state === 'withdrawn' ? <span className="red">{brief.withdrawnWhy}</span> : null}
      {brief.state === 'issued' ? (
        <>
          {link('', say('page'))} {link('.pdf', say('pdf'))} {link('.txt', say('text'))}
        </>
      ) : null}
    </span>
  );
}

function Actions({
  brief,
  fields,
  isChanged,
}: {
  brief: BriefDetail;
  fields: BriefFields;
  isChanged: boolean;
}) {
  const say = useText(briefTexts);
  const [asking, ask] = useState<Move | null>(null);
  const path = `/api/carriers/briefs/${brief.id}`;
  const changes = ['/api/carriers/briefs'];
  const save = useCommand<{ lockVersion: number; fields: BriefFields }>('PUT', path, {
    done: say('saved'),
    changes,
  });
  const send = useCommand<{ move: Move; lockVersion: number; reason: string }>('POST', `${path}/moves`, {
    done: say('moved'),
    changes,
  });
  const { lockVersion } = brief;
  return (
    <>
      {brief.mayEdit ? (
        <Button
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate({ lockVersion, fields })}
        >
          {say('save')}
        </Button>
      ) : null}
      {brief.moves.map((move) => (
        <ReasonButton
          key={move}
          type={needReason.includes(move) ? 'default' : 'primary'}
          loading={send.isPending}
          reason={isChanged ? say('saveFirst') : undefined}
          onClick={() =>
            needReason.includes(move) ? ask(move) : send.mutate({ move, lockVersion, reason: '' })
          }
        >
          {say(`move.${move}`)}
        </ReasonButton>
      ))}
      {asking === null ? null : (
        <WhyDialog
          title={say(`move.${asking}`)}
          close={() => ask(null)}
          send={(reason) => {
            send.mutate({ move: asking, lockVersion, reason });
            ask(null);
          }}
        />
      )}
    </>
  );
}

/** Returning and withdrawing need a reason, which goes on record. */
function WhyDialog({
  title,
  close,
  send,
}: {
  title: string;
  close: () => void;
  send: (reason: string) => void;
}) {
  const say = useText(briefTexts);
  const [form] = Form.useForm<{ reason: string }>();
  return (
    <Modal open title={title} onCancel={close} onOk={() => form.submit()}>
      <Form form={form} layout="vertical" onFinish={({ reason }) => send(reason)}>
        <Form.Item name="reason" label={say('reason')} rules={[{ required: true, min: 4, max: 500 }]}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
