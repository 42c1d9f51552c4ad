import { Button, Form, Modal } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  commonTexts,
  DateField,
  formatMoment,
  GoTo,
  Page,
  ReasonDialog,
  Section,
  todayHere,
  useAddressPart,
  useCommand,
  useGo,
  useRead,
  useServerWords,
  useText,
  WhenRead,
  Why,
} from '#ui/office';
import type { MatterPlace, MatterView, StartedStage, StartStageForm } from '../../matters/forms.ts';
import { stages } from '../../matters/words.ts';
import { StageMark } from './standing.tsx';
import { matterServerTexts, matterTexts } from './texts.ts';

/** One major matter: three stages beside one another, inside above outside, each with its state and dates. */
export function Screen() {
  const read = useRead<MatterView>(`/api/matters/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(matter) => <Matter matter={matter} />}</WhenRead>;
}

function Matter({ matter }: { matter: MatterView }) {
  const say = useText(matterTexts);
  const affairs = useText(affairsWords);
  const [closing, close] = useState(false);
  return (
    <Page
      title={matter.title}
      crumbs={[{ title: say('matters'), to: '/matters' }, { title: matter.unit.name }]}
      note={
        <span className="row">
          <span>{say(`kind.${matter.kind}`)}</span>
          <span>{affairs(matter.affairsKind)}</span>
          {matter.closedAt === null ? null : (
            <span className="quiet">
              {say('closedNote', {
                at: formatMoment(matter.closedAt),
                by: matter.closedBy ?? '',
                reason: matter.closedReason ?? '',
              })}
            </span>
          )}
        </span>
      }
      actions={
        matter.mayWork && !matter.closed ? <Button onClick={() => close(true)}>{say('close')}</Button> : null
      }
      wide
    >
      <div style={lanes}>
        {stages.map((stage) => (
          <Section key={stage} title={say(`stage.${stage}`)}>
            {matter.places
              .filter((one) => one.stage === stage)
              .map((place) => (
                <Place key={place.audience} matter={matter} place={place} />
              ))}
          </Section>
        ))}
      </div>
      {closing ? <Close matter={matter} close={() => close(false)} /> : null}
    </Page>
  );
}

function Place({ matter, place }: { matter: MatterView; place: MatterPlace }) {
  const say = useText(matterTexts);
  const words = useServerWords(matterServerTexts);
  const [starting, start] = useState(false);
  const { dossier, duty, problem } = place;
  return (
    <div className="side-block">
      <h3>
        {say(place.audience)} <StageMark standing={place.standing} />
      </h3>
      {dossier === null ? null : (
        <p>
          <GoTo to={`/revisions/${dossier.revision}`}>{dossier.title}</GoTo>
          <br />
          <span className="quiet tabular">{dossier.number}</span>
        </p>
      )}
      {place.happenedOn === null ? null : (
        <p className="quiet tabular">{say('happened', { day: place.happenedOn })}</p>
      )}
      {place.outSince === null ? null : (
        <p className="tabular">{say('outSince', { at: formatMoment(place.outSince) })}</p>
      )}
      {duty === null ? null : (
        <p>
          <GoTo to={`/duties/${duty.id}`}>
            <span className={place.standing === 'late' ? 'red tabular' : 'tabular'}>
              {say('due', { day: duty.due })}
            </span>
          </GoTo>{' '}
          <Why words={say('why')} explanation={duty.sentence} />
        </p>
      )}
      {problem === null ? null : <p className="quiet">{words(`refusal.${problem.code}`, problem.params)}</p>}
      {dossier === null && matter.mayWork && !matter.closed ? (
        <Button onClick={() => start(true)}>{say('start')}</Button>
      ) : null}
      {starting ? <Start matter={matter} place={place} close={() => start(false)} /> : null}
    </div>
  );
}

/** Beside one another where there is room, below one another on a telephone. */
const lanes = { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))', gap: 16 };

type DialogProps = { readonly matter: MatterView; readonly close: () => void };

function Start({ matter, place, close }: DialogProps & { readonly place: MatterPlace }) {
  const say = useText(matterTexts);
  const common = useText(commonTexts);
  const go = useGo();
  const [form] = Form.useForm<{ happenedOn: string }>();
  const { stage, audience } = place;
  const begin = useCommand<StartStageForm, StartedStage>('POST', `/api/matters/${matter.id}/stages`, {
    done: say('start.done'),
    changes: ['/api/matters', '/api/disclosures', '/api/duties'],
    onDone: (started) => go(`/revisions/${started.revision}`),
  });
  return (
    <Modal
      open
      title={say('start.title', { stage: say(`stage.${stage}`), audience: say(audience) })}
      okText={say('start')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={begin.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ happenedOn: todayHere() }}
        onFinish={({ happenedOn }) => begin.mutate({ stage, audience, happenedOn })}
      >
        <Form.Item
          name="happenedOn"
          label={say('happenedOn')}
          extra={say('happenedOn.help')}
          rules={[{ required: true, message: common('required') }]}
        >
          <DateField />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Close({ matter, close }: DialogProps) {
  const say = useText(matterTexts);
  return (
    <ReasonDialog<MatterView>
      title={say('close')}
      label={say('reason')}
      most={1000}
      lines={3}
      path={`/api/matters/${matter.id}/close`}
      done={say('close.done')}
      changes={['/api/matters']}
      close={close}
    />
  );
}
