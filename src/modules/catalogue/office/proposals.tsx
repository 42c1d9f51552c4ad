import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  commonTexts,
  formatMoment,
  Mark,
  Nothing,
  Page,
  type RowsPage,
  Section,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { CatalogueRow, ProposalDecision, ProposalView } from '../forms.ts';
import { texts } from './texts.ts';

/** What changes of the superior's template would mean here; decided one by one, never forced. */
export function Screen() {
  const say = useText(texts);
  const { unit } = useSession();
  const read = useRead<RowsPage<ProposalView>>(
    unit === null ? null : withQuery('/api/template-proposals', { unit: unit.id }),
  );
  return (
    <Page
      title={say('proposals')}
      note={say('proposalsHelp')}
      crumbs={[{ title: say('catalogues'), to: '/catalogues' }]}
    >
      {unit === null ? null : (
        <WhenRead of={read}>
          {({ rows }) =>
            rows.length === 0 ? (
              <Nothing title={say('noProposals')} />
            ) : (
              rows.map((proposal) => <Proposal key={proposal.id} proposal={proposal} />)
            )
          }
        </WhenRead>
      )}
    </Page>
  );
}

function Proposal({ proposal }: { proposal: ProposalView }) {
  const say = useText(texts);
  const [asked, ask] = useState<'accept' | 'decline' | null>(null);
  return (
    <Section
      title={`${say(`diff.${proposal.change}`)}：${proposal.matter}`}
      actions={
        proposal.state === 'open' ? (
          <>
            <Button onClick={() => ask('decline')}>{say('decline')}</Button>
            <Button type="primary" onClick={() => ask('accept')}>
              {say('accept')}
            </Button>
          </>
        ) : (
          <Mark tone="quiet">{proposal.decidedBy ?? ''}</Mark>
        )
      }
    >
      <p className="quiet">
        {proposal.templateTitle} · {formatMoment(proposal.proposedAt)}
      </p>
      <Fields before={proposal.before} after={proposal.after} />
      {proposal.reason === null ? null : <p>{proposal.reason}</p>}
      {asked === null ? null : <Decide proposal={proposal} decision={asked} close={() => ask(null)} />}
    </Section>
  );
}

function Fields({ before, after }: Pick<ProposalView, 'before' | 'after'>) {
  const say = useText(texts);
  const names = ['matter1', 'matter2', 'content', 'basis', 'timeLimit', 'responsible', 'note'] as const;
  const changed = names.filter((name) => (before?.[name] ?? '') !== (after?.[name] ?? ''));
  return (
    <dl className="facts">
      {changed.map((name) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{say(name)}</dt>
          <dd>
            {before === null ? null : <del className="diff-removed">{before[name]}</del>}{' '}
            {after === null ? null : <ins className="diff-added">{after[name]}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Entered = { catalogue?: string; reason?: string };

function Decide({
  proposal,
  decision,
  close,
}: {
  proposal: ProposalView;
  decision: 'accept' | 'decline';
  close: () => void;
}) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const drafts =
    useRead<RowsPage<CatalogueRow>>(withQuery('/api/catalogues', { unit: proposal.unit, state: 'draft' }))
      .data?.rows ?? [];
  const send = useCommand<Entered, ProposalView>(
    'POST',
    `/api/template-proposals/${proposal.id}/decide`,
    {
      done: say('proposalDone'),
      changes: ['/api/template-proposals', '/api/catalogues'],
      onDone: close,
    },
    ({ catalogue, reason }): ProposalDecision =>
      decision === 'accept' ? { decision, catalogue: catalogue ?? '' } : { decision, reason: reason ?? '' },
  );
  const required = [{ required: true, message: decision === 'accept' ? say('noDraft') : common('required') }];
  return (
    <Modal
      open
      title={say(decision)}
      okText={say(decision)}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        {decision === 'accept' ? (
          <Form.Item name="catalogue" label={say('acceptInto')} rules={required}>
            <Select
              options={drafts.map((one) => ({
                value: one.id,
                label: `${one.year} · ${one.version} · ${one.title}`,
              }))}
              notFoundContent={say('noDraft')}
            />
          </Form.Item>
        ) : (
          <Form.Item name="reason" label={say('reason')} rules={required}>
            <Input.TextArea rows={3} maxLength={1000} autoFocus />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
