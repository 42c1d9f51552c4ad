import { Alert, Button, Progress, Tabs } from 'antd';
import {
  type Column,
  Mark,
  Nothing,
  Page,
  ReasonButton,
  RowsList,
  Section,
  useAddressPart,
  useAddressState,
  useCommand,
  useMoreRows,
  useRead,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { ImportRowView, ImportRunView } from '../forms.ts';
import { importOutcomes } from '../vocabulary.ts';
import { toneOf } from './imports.tsx';
import { texts, useWords } from './texts.ts';

const everySecond = 1000;

/** One import: progress while it runs (on the server: one may leave and come back), then every row with its change or error. */
export function Screen() {
  const path = `/api/unit-imports/${useAddressPart('run')}`;
  const first = useRead<ImportRunView>(path);
  const running = first.data?.state === 'checking' || first.data?.state === 'committing';
  const read = useRead<ImportRunView>(path, running ? everySecond : false);
  return <WhenRead of={read}>{(run) => <Run run={run} />}</WhenRead>;
}

function Run({ run }: { run: ImportRunView }) {
  const say = useText(texts);
  const words = useWords();
  const running = run.state === 'checking' || run.state === 'committing';
  return (
    <>
      <Page
        title={run.fileName}
        crumbs={[{ title: say('imports'), to: '/unit-imports' }]}
        note={<Mark tone={toneOf(run)}>{say(`run.${run.state}`)}</Mark>}
        wide
      >
        <Section>
          {running ? (
            <>
              <Progress
                percent={run.total === null || run.total === 0 ? 0 : Math.round((run.done / run.total) * 100)}
                status="active"
                aria-label={run.fileName}
              />
              <p role="status">{say('progress', { done: run.done, total: run.total ?? '…' })}</p>
            </>
          ) : null}
          {run.counts === null ? null : <p>{say('counts', run.counts)}</p>}
          {run.changesNothing ? <p>{say('nothingChanges')}</p> : null}
          {run.ignoredColumns.length === 0 ? null : (
            <p className="quiet">
              {say('ignoredColumns')}
              {run.ignoredColumns.join('、')}
            </p>
          )}
          {run.failure === null ? null : (
            <Alert type="error" showIcon title={words(`refusal.${run.failure}`)} />
          )}
        </Section>
        {run.counts === null ? null : <Rows run={run} />}
      </Page>
      <Actions run={run} />
    </>
  );
}

function Actions({ run }: { run: ImportRunView }) {
  const say = useText(texts);
  const changes = ['/api/unit-imports', '/api/units'];
  const commit = useCommand<Record<string, never>, ImportRunView>(
    'POST',
    `/api/unit-imports/${run.id}/commit`,
    { changes },
  );
  const cancel = useCommand<Record<string, never>, ImportRunView>(
    'POST',
    `/api/unit-imports/${run.id}/cancel`,
    { changes },
  );
  if (run.state !== 'checked') return null;
  const broken = run.counts?.error ?? 0;
  const reason =
    broken > 0
      ? say('commitReason', { count: broken })
      : run.changesNothing
        ? say('nothingChanges')
        : undefined;
  return (
    <div className="decide">
      <span className="decide-note" />
      <Button loading={cancel.isPending} onClick={() => cancel.mutate({})}>
        {say('cancelImport')}
      </Button>
      <ReasonButton
        type="primary"
        reason={reason}
        loading={commit.isPending}
        onClick={() => commit.mutate({})}
      >
        {say('commit')}
      </ReasonButton>
    </div>
  );
}

function Rows({ run }: { run: ImportRunView }) {
  const say = useText(texts);
  const words = useWords();
  const [address, change] = useAddressState();
  const outcome =
    importOutcomes.find((one) => one === address['outcome']) ??
    ((run.counts?.error ?? 0) > 0 ? 'error' : 'new');
  const rows = useMoreRows<ImportRowView>(
    withQuery(`/api/unit-imports/${run.id}/rows`, { outcome, limit: 100 }),
  );
  const columns: readonly Column<ImportRowView>[] = [
    {
      key: 'row',
      title: say('row'),
      width: 110,
      show: (row) => (
        <span className="tabular nowrap">{row.sheet === '' ? row.row : `${row.sheet} ${row.row}`}</span>
      ),
    },
    {
      key: 'code',
      title: say('code'),
      width: 150,
      show: (row) => <span className="tabular">{row.code}</span>,
    },
    { key: 'name', title: say('name'), width: 240, show: (row) => row.name },
    {
      key: 'what',
      title: outcome === 'error' ? say('problems') : say('changes'),
      show: (row) => (outcome === 'error' ? <Problems row={row} /> : <Changes row={row} />),
    },
  ];
  return (
    <Section>
      <Tabs
        activeKey={outcome}
        onChange={(key) => change({ outcome: key })}
        items={importOutcomes.map((one) => ({
          key: one,
          label: `${words(`unitImportOutcome.${one}`)} ${run.counts?.[one] ?? 0}`,
        }))}
      />
      <RowsList
        of={rows}
        name="unit-import-rows"
        label={words(`unitImportOutcome.${outcome}`)}
        rowKey={(row) => `${row.sheet}:${row.row}`}
        columns={columns}
        empty={<Nothing title={say('noUnits')} />}
      />
    </Section>
  );
}

function Changes({ row }: { row: ImportRowView }) {
  const words = useWords();
  return (
    <ul className="plain-list">
      {row.changes.map((change) => (
        <li key={change.column}>
          {words(`unitColumn.${change.column}`)}：
          {change.from === null ? null : <del className="diff-removed">{change.from}</del>}{' '}
          <ins className="diff-added">{change.to ?? '—'}</ins>
        </li>
      ))}
    </ul>
  );
}

function Problems({ row }: { row: ImportRowView }) {
  const say = useText(texts);
  const words = useWords();
  return (
    <ul className="plain-list">
      {row.problems.map((problem) => (
        <li key={`${problem.column ?? ''}${problem.expected}`}>
          {say('problemLine', {
            column: problem.column ?? '',
            heading: problem.heading ?? '',
            read: problem.read,
            expected: words(problem.expected, problem.params),
          })}
        </li>
      ))}
    </ul>
  );
}
