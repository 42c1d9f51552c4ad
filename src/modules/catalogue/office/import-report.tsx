import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { type Column, Mark, RowsTable, Section, useText } from '#ui/office';
import type { ImportedRow, ImportProblem, ImportReport, SkippedRow } from '../forms.ts';
import { DiffRows } from './diff-rows.tsx';
import { texts, useWords } from './texts.ts';

type ReportProps = {
  report: ImportReport;
  running: boolean;
  commit: (skipBroken: boolean) => void;
  again: () => void;
};

/** What the check found: counts, problems by sheet, row and column, and what would change. */
export function ImportReportView({ report, running, commit, again }: ReportProps) {
  const say = useText(texts);
  const [skip, setSkip] = useState(false);
  const broken = new Set(
    report.problems.filter((one) => one.severity === 'error').map((one) => `${one.sheet}:${one.row}`),
  ).size;
  return (
    <>
      <Section title={report.file}>
        <p>
          {say('import.counts', {
            source: report.sourceRows,
            rows: report.rows.length,
            skipped: report.skipped.length,
            cells: report.timeLimits.cells,
            understood: report.timeLimits.understood,
            flagged: report.timeLimits.flagged,
          })}
        </p>
        {report.changesNothing ? <p>{say('import.nothing')}</p> : null}
      </Section>
      <Section title={say('import.problems', { count: report.problems.length })}>
        <Problems problems={report.problems} />
      </Section>
      {report.skipped.length === 0 ? null : (
        <Section title={say('import.skipped', { count: report.skipped.length })}>
          <Skipped rows={report.skipped} />
        </Section>
      )}
      <Section title={say('import.diff')}>
        <DiffRows diff={report.diff} />
      </Section>
      <Section title={say('import.rowsPreview', { count: report.rows.length })}>
        <Preview rows={report.rows} />
      </Section>
      <div className="decide">
        <span className="decide-note">
          {broken === 0 ? null : (
            <Checkbox checked={skip} onChange={(event) => setSkip(event.target.checked)}>
              {say('import.skipBroken', { count: broken })}
            </Checkbox>
          )}
        </span>
        <Button onClick={again}>{say('import.again')}</Button>
        <Button
          type="primary"
          loading={running}
          disabled={report.changesNothing || (broken > 0 && !skip) || report.rows.length === 0}
          onClick={() => commit(skip)}
        >
          {say('import.commit')}
        </Button>
      </div>
    </>
  );
}

function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  const say = useText(texts);
  const words = useWords();
  const columns: readonly Column<ImportProblem>[] = [
    {
      key: 'severity',
      title: say('import.severity'),
      width: 110,
      show: (row) => (
        <Mark tone={row.severity === 'error' ? 'late' : 'plain'}>{say(`severity.${row.severity}`)}</Mark>
      ),
    },
    { key: 'sheet', title: say('import.sheet'), width: 140, show: (row) => row.sheet },
    {
      key: 'row',
      title: say('import.row'),
      width: 70,
      align: 'right',
      show: (row) => <span className="tabular">{row.row}</span>,
    },
    {
      key: 'column',
      title: say('import.column'),
      width: 160,
      show: (row) => (row.column === 0 ? '—' : row.columnName),
    },
    { key: 'read', title: say('import.read'), show: (row) => <span className="clamp">{row.read}</span> },
    {
      key: 'problem',
      title: say('import.problem'),
      width: 200,
      show: (row) => words(`catalogueImport.${row.code}`),
    },
    { key: 'expected', title: say('import.expected'), width: 220, show: (row) => expectedWords(words, row) },
  ];
  return (
    <RowsTable
      name="import-problems"
      label={say('import.problems', { count: problems.length })}
      rows={problems.slice(0, 500)}
      rowKey={(row) => `${row.sheet}:${row.row}:${row.column}:${row.code}`}
      columns={columns}
      empty={<p className="quiet">{say('import.noProblems')}</p>}
    />
  );
}

/** What should stand in the cell; nothing where a remark only tells how it was read. */
function expectedWords(words: ReturnType<typeof useWords>, { code, expected }: ImportProblem): string {
  const key = `catalogueImport.expected.${code}`;
  const text = words(key, { max: expected.split(':')[1] ?? '' });
  return text === key ? '—' : text;
}

function Skipped({ rows }: { rows: readonly SkippedRow[] }) {
  const say = useText(texts);
  const words = useWords();
  const columns: readonly Column<SkippedRow>[] = [
    { key: 'sheet', title: say('import.sheet'), width: 140, show: (row) => row.sheet },
    {
      key: 'row',
      title: say('import.row'),
      width: 70,
      align: 'right',
      show: (row) => <span className="tabular">{row.row}</span>,
    },
    { key: 'read', title: say('import.read'), show: (row) => <span className="clamp">{row.read}</span> },
    { key: 'why', title: say('reason'), show: (row) => words(`catalogueImport.skipped.${row.code}`) },
  ];
  return (
    <RowsTable
      name="import-skipped"
      label={say('import.skipped', { count: rows.length })}
      rows={rows.slice(0, 500)}
      rowKey={(row) => `${row.sheet}:${row.row}`}
      columns={columns}
    />
  );
}

function Preview({ rows }: { rows: readonly ImportedRow[] }) {
  const say = useText(texts);
  const columns: readonly Column<ImportedRow>[] = [
    {
      key: 'row',
      title: say('import.row'),
      width: 70,
      align: 'right',
      show: (row) => <span className="tabular">{row.row}</span>,
    },
    { key: 'matter1', title: say('matter1'), width: 200, show: (row) => row.fields.matter1 },
    { key: 'matter2', title: say('matter2'), width: 200, show: (row) => row.fields.matter2 },
    {
      key: 'content',
      title: say('content'),
      show: (row) => <span className="clamp">{row.fields.content}</span>,
    },
    {
      key: 'limit',
      title: say('timeLimit'),
      width: 240,
      show: (row) => (
        <>
          {row.fields.timeLimit}{' '}
          {row.flagged.length === 0 ? null : <Mark tone="late">{say('notUnderstood')}</Mark>}
        </>
      ),
    },
  ];
  return (
    <RowsTable
      name="import-rows"
      label={say('import.rowsPreview', { count: rows.length })}
      rows={rows.slice(0, 200)}
      rowKey={(row) => `${row.sheet}:${row.row}`}
      columns={columns}
    />
  );
}
