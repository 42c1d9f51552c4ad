import { useQueryClient } from '@tanstack/react-query';
import { Alert, Upload } from 'antd';
import { useState } from 'react';
import {
  ApiError,
  Nothing,
  Page,
  RowsTable,
  refresh,
  Section,
  uploadFile,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { CalendarUploaded, CalendarYearPage } from '../../calendar-routes.ts';
import { texts } from './texts.ts';

type Row = CalendarYearPage['rows'][number];

/** Years whose holidays are known, and the way to bring the next one. */
export function Screen() {
  const say = useText(texts);
  const { me } = useSession();
  const read = useRead<CalendarYearPage>('/api/calendar-years');
  return (
    <Page title={say('years')} note={say('yearsHelp')}>
      <Section title={say('upload')}>
        {me.permissions.includes('calendar.upload') ? <UploadNotice /> : <p>{say('mayNot')}</p>}
      </Section>
      <Section title={say('loaded')}>
        <WhenRead of={read}>{({ rows }) => <Years rows={rows} />}</WhenRead>
      </Section>
    </Page>
  );
}

function Years({ rows }: { rows: readonly Row[] }) {
  const say = useText(texts);
  return (
    <RowsTable
      name="calendar-years"
      label={say('loaded')}
      rows={rows.toSorted((a, b) => b.year - a.year)}
      rowKey={(row) => row.year}
      columns={[
        {
          key: 'year',
          title: say('year'),
          width: 90,
          show: (row) => <strong className="tabular">{row.year}</strong>,
        },
        {
          key: 'holidays',
          title: say('holidays'),
          width: 120,
          align: 'right',
          show: (row) => <span className="tabular">{row.holidays}</span>,
        },
        {
          key: 'makeup',
          title: say('makeup'),
          width: 140,
          align: 'right',
          show: (row) => <span className="tabular">{row.makeupWorkdays}</span>,
        },
        { key: 'source', title: say('source'), show: (row) => <Source text={row.source} /> },
      ]}
      empty={<Nothing title={say('noYears')} help={say('noYearsHelp')} />}
    />
  );
}

/** The notice's title; its addresses, long and unreadable, become links. */
function Source({ text }: { text: string }) {
  const words = text.split(/\s+/);
  const links = words.filter((word) => /^https?:\/\//.test(word));
  return (
    <>
      {words.filter((word) => !links.includes(word)).join(' ')}
      {links.map((link) => (
        <div key={link}>
          <a href={link} target="_blank" rel="noopener noreferrer">
            {new URL(link).hostname}
          </a>
        </div>
      ))}
    </>
  );
}

type Outcome =
  | { readonly kind: 'none' | 'sending' }
  | { readonly kind: 'done'; readonly answer: CalendarUploaded }
  | { readonly kind: 'refused'; readonly why: string };

function UploadNotice() {
  const say = useText(texts);
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const send = async (file: File) => {
    setOutcome({ kind: 'sending' });
    try {
      const answer = await uploadFile<CalendarUploaded>('/api/calendar-years', file, () => undefined);
      setOutcome({ kind: 'done', answer });
      refresh(client, undefined);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setOutcome({ kind: 'refused', why: error.message });
    }
  };
  return (
    <>
      <p>{say('columns')}</p>
      <pre className="csv-example">
        {'year,from,to,kind,name,source\n'}
        {'2027,2027-01-01,2027-01-03,holiday,元旦,国务院办公厅关于2027年部分节假日安排的通知'}
      </pre>
      <p className="quiet" style={{ marginBottom: 12 }}>
        {say('kinds')}
      </p>
      <Upload.Dragger
        accept=".csv,text/csv"
        showUploadList={false}
        disabled={outcome.kind === 'sending'}
        beforeUpload={(file) => {
          void send(file);
          return false;
        }}
      >
        <p>{outcome.kind === 'sending' ? say('sending') : say('choose')}</p>
        <p className="quiet">{say('file')}</p>
      </Upload.Dragger>
      <div aria-live="polite">
        <Told outcome={outcome} />
      </div>
    </>
  );
}

function Told({ outcome }: { outcome: Outcome }) {
  const say = useText(texts);
  const style = { marginTop: 12 };
  if (outcome.kind === 'refused') return <Alert type="error" showIcon style={style} title={outcome.why} />;
  if (outcome.kind !== 'done') return null;
  const { years, changed } = outcome.answer;
  const same = years.filter((year) => !changed.includes(year));
  return (
    <>
      {changed.length === 0 ? null : (
        <Alert type="success" showIcon style={style} title={say('changed', { years: changed.join('、') })} />
      )}
      {same.length === 0 ? null : (
        <Alert type="info" showIcon style={style} title={say('unchanged', { years: same.join('、') })} />
      )}
    </>
  );
}
