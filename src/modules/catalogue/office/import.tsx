import { useQueryClient } from '@tanstack/react-query';
import { Button, Steps } from 'antd';
import { useState } from 'react';
import {
  type Crumb,
  GoTo,
  Page,
  refresh,
  Section,
  uploadFile,
  useAddressPart,
  useLongWork,
  useRead,
  useTell,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { CatalogueView, ImportReport } from '../forms.ts';
import { ImportChoose, type ImportSettings } from './import-choose.tsx';
import { ImportReportView } from './import-report.tsx';
import { texts } from './texts.ts';

/** Import of a printed catalogue: choose, check without changing anything, write in one go. */
export function Screen() {
  const read = useRead<CatalogueView>(`/api/catalogues/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(view) => <Wizard view={view} />}</WhenRead>;
}

function Wizard({ view }: { view: CatalogueView }) {
  const say = useText(texts);
  const wizard = useImportWizard(view);
  const crumbs: readonly Crumb[] = [
    { title: say('catalogues'), to: '/catalogues' },
    { title: view.title, to: `/catalogues/${view.id}` },
  ];
  const { report, running } = wizard;
  return (
    <Page title={say('import.title')} crumbs={crumbs} note={view.unitName} wide>
      <Steps
        size="small"
        current={report === null ? 0 : report.committed ? 2 : 1}
        items={(['choose', 'check', 'done'] as const).map((step) => ({ title: say(`import.step.${step}`) }))}
        style={{ marginBottom: 18, maxWidth: 640 }}
      />
      {report === null ? (
        <ImportChoose running={running} start={wizard.check} />
      ) : report.committed ? (
        <Section>
          <p>{say('import.committed', { rows: report.rows.length })}</p>
          <GoTo to={`/catalogues/${view.id}`}>{say('import.toCatalogue')}</GoTo>
        </Section>
      ) : (
        <ImportReportView report={report} running={running} commit={wizard.commit} again={wizard.again} />
      )}
      {report?.committed === true ? <Button onClick={wizard.again}>{say('import.again')}</Button> : null}
    </Page>
  );
}

/** Keeps the chosen file: what is committed are the very bytes that were checked. */
function useImportWizard(view: CatalogueView) {
  const say = useText(texts);
  const tell = useTell();
  const work = useLongWork();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<{ file: File; settings: ImportSettings } | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [running, setRunning] = useState(false);
  const send = async (
    file: File,
    settings: ImportSettings,
    mode: 'dryRun' | 'commit',
    skipBroken: boolean,
  ) => {
    setRunning(true);
    const title = say(mode === 'commit' ? 'import.committing' : 'import.checking', { name: file.name });
    const path = withQuery(`/api/catalogues/${view.id}/import`, {
      mode,
      skipBroken,
      merge: settings.merge,
      scope: settings.scope,
      affairsKind: view.affairsKind,
    });
    try {
      setReport(
        await work.run(title, (progress) =>
          uploadFile<ImportReport>(path, file, (share) => progress({ share })),
        ),
      );
      if (mode === 'commit') refresh(client, ['/api/catalogues']);
    } catch (error) {
      if (error instanceof Error) tell.refused(error);
    } finally {
      setRunning(false);
    }
  };
  return {
    report,
    running,
    check: (file: File, settings: ImportSettings) => {
      setChosen({ file, settings });
      void send(file, settings, 'dryRun', false);
    },
    commit: (skipBroken: boolean) =>
      chosen === null ? undefined : void send(chosen.file, chosen.settings, 'commit', skipBroken),
    again: () => {
      setReport(null);
      setChosen(null);
    },
  };
}
