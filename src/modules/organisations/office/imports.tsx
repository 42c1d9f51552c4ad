import { Upload } from 'antd';
import {
  type Column,
  formatMoment,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  Section,
  uploadFile,
  useGo,
  useLongWork,
  useMoreRows,
  useTell,
  useText,
} from '#ui/office';
import type { ImportRunView } from '../forms.ts';
import { texts } from './texts.ts';

/** Imports of unit lists: a new one begins with a check, old ones stay on record. */
export function Screen() {
  const say = useText(texts);
  const rows = useMoreRows<ImportRunView>('/api/unit-imports');
  const columns: readonly Column<ImportRunView>[] = [
    {
      key: 'file',
      title: say('file'),
      show: (row) => <GoTo to={`/unit-imports/${row.id}`}>{row.fileName}</GoTo>,
    },
    {
      key: 'state',
      title: say('state'),
      width: 120,
      show: (row) => <Mark tone={toneOf(row)}>{say(`run.${row.state}`)}</Mark>,
    },
    {
      key: 'rows',
      title: say('row'),
      width: 90,
      align: 'right',
      show: (row) => <span className="tabular">{row.total ?? '—'}</span>,
    },
    {
      key: 'by',
      title: say('history'),
      width: 240,
      show: (row) => say('by', { name: row.createdByName, at: formatMoment(row.createdAt) }),
    },
  ];
  return (
    <Page
      title={say('imports')}
      note={say('importsHelp')}
      actions={
        <a href="/api/units/export?format=xlsx" download>
          {say('exportUnits')}
        </a>
      }
    >
      <Section>
        <StartImport />
      </Section>
      <Section title={say('importHistory')}>
        <RowsList
          of={rows}
          name="unit-imports"
          label={say('importHistory')}
          rowKey={(row) => row.id}
          columns={columns}
          empty={<Nothing title={say('noImports')} />}
        />
      </Section>
    </Page>
  );
}

export function toneOf(run: ImportRunView) {
  return run.state === 'committed'
    ? 'good'
    : run.state === 'failed'
      ? 'late'
      : run.state === 'cancelled'
        ? 'quiet'
        : 'wait';
}

function StartImport() {
  const say = useText(texts);
  const go = useGo();
  const tell = useTell();
  const work = useLongWork();
  const start = (file: File) => {
    work
      .run(say('importUploading', { name: file.name }), (report) =>
        uploadFile<ImportRunView>('/api/unit-imports', file, (share) => report({ share })),
      )
      .then((run) => go(`/unit-imports/${run.id}`))
      .catch((error: Error) => tell.refused(error));
  };
  return (
    <Upload.Dragger
      accept=".xlsx,.xls,.csv"
      showUploadList={false}
      beforeUpload={(file) => {
        start(file);
        return false;
      }}
    >
      <p>{say('importChoose')}</p>
      <p className="quiet">.xlsx .xls .csv</p>
    </Upload.Dragger>
  );
}
