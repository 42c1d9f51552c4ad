import { Checkbox } from 'antd';
import { useState } from 'react';
import {
  GoTo,
  Nothing,
  Page,
  Section,
  useAddressPart,
  useAddressState,
  useRead,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { RevisionDiff } from '../forms.ts';
import { texts } from './messages.ts';

/** What changed between two revisions, readable: plan, attachments, paragraphs. */
export function Screen() {
  const say = useText(texts);
  const revision = useAddressPart('revision');
  const [address] = useAddressState();
  const diff = useRead<RevisionDiff>(
    withQuery(`/api/revisions/${revision}/diff`, { against: address['against'] }),
  );
  return (
    <Page
      title={say('diff.title')}
      crumbs={[
        { title: say('dossiers'), to: '/disclosures' },
        { title: say('case.changes'), to: `/revisions/${revision}` },
      ]}
    >
      <WhenRead of={diff}>{(answer) => <Changes diff={answer} />}</WhenRead>
    </Page>
  );
}

function Changes({ diff }: { diff: RevisionDiff }) {
  const say = useText(texts);
  const [onlyChanged, setOnlyChanged] = useState(true);
  if (diff.from === null) return <Nothing title={say('diff.first')} />;
  const changed = diff.blocks.filter((block) => block.change !== 'same');
  const files = [...diff.attachments.added, ...diff.attachments.removed];
  if (changed.length + diff.fields.length + files.length === 0) return <Nothing title={say('diff.none')} />;
  return (
    <>
      <p className="row">
        <GoTo to={`/revisions/${diff.from.revision}`}>
          {say('case.revision', { number: diff.from.revisionNumber })}
        </GoTo>
        →
        <GoTo to={`/revisions/${diff.to.revision}`}>
          {say('case.revision', { number: diff.to.revisionNumber })}
        </GoTo>
      </p>
      {diff.fields.length === 0 ? null : (
        <Section title={say('diff.fields')}>
          <dl className="facts">
            {diff.fields.map((field) => (
              <FieldChange key={field.field} {...field} />
            ))}
          </dl>
        </Section>
      )}
      <FileChanges diff={diff} />
      <Section
        title={say('diff.body')}
        actions={
          <Checkbox checked={onlyChanged} onChange={(event) => setOnlyChanged(event.target.checked)}>
            {say('diff.hideSame')}
          </Checkbox>
        }
      >
        <div className="stack">
          {(onlyChanged ? changed : diff.blocks).map((block, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of an answer never move
            <DiffBlock key={index} block={block} />
          ))}
        </div>
      </Section>
    </>
  );
}

function FieldChange({ field, before, after }: { field: string; before: string; after: string }) {
  const say = useText(texts);
  const key = `meta.${field}`;
  return (
    <>
      <dt>{key in texts['zh-CN'] ? say(key as 'meta.title') : field}</dt>
      <dd>
        <del className="diff-removed">{before === '' ? '—' : before}</del> →{' '}
        <ins className="diff-added">{after === '' ? '—' : after}</ins>
      </dd>
    </>
  );
}

function FileChanges({ diff }: { diff: RevisionDiff }) {
  const say = useText(texts);
  const { added, removed } = diff.attachments;
  if (added.length + removed.length === 0) return null;
  return (
    <Section title={say('case.attachments')}>
      <ul>
        {added.map((file) => (
          <li key={file.sha256}>
            {say('diff.added')}：<ins className="diff-added">{file.name}</ins>
          </li>
        ))}
        {removed.map((file) => (
          <li key={file.sha256}>
            {say('diff.removed')}：<del className="diff-removed">{file.name}</del>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DiffBlock({ block }: { block: RevisionDiff['blocks'][number] }) {
  switch (block.change) {
    case 'same':
      return <p className="diff-block quiet">{block.after}</p>;
    case 'added':
      return (
        <p className="diff-block added">
          <ins className="diff-added">{block.after}</ins>
        </p>
      );
    case 'removed':
      return (
        <p className="diff-block removed">
          <del className="diff-removed">{block.before}</del>
        </p>
      );
    case 'changed':
      return (
        <p className="diff-block changed">
          {block.runs.map((run, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs of an answer never move
            <Run key={index} run={run} />
          ))}
        </p>
      );
  }
}

function Run({ run }: { run: RevisionDiff['blocks'][number]['runs'][number] }) {
  if (run.change === 'added') return <ins className="diff-added">{run.text}</ins>;
  if (run.change === 'removed') return <del className="diff-removed">{run.text}</del>;
  return <>{run.text}</>;
}
