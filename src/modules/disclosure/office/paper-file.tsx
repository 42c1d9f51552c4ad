import { type Crumb, formatMoment, GoTo, Page, ScrollBox, Section, useText } from '#ui/office';
import type { CaseView } from '../forms.ts';
import { AttachmentList, attachmentAddress } from './attachment-list.tsx';
import { CaseMeta } from './case-meta.tsx';
import { Decisions } from './decisions.tsx';
import { FindingsOfRevision } from './findings.tsx';
import { Discussion } from './following/discussion.tsx';
import { SinceSeen, WatchButton } from './following/watch.tsx';
import { History } from './history.tsx';
import { MatterLink } from './matters/link.tsx';
import { texts } from './messages.ts';
import { Paper } from './paper.tsx';
import { ProgressChain } from './progress-chain.tsx';
import { SimilarPanel } from './similar/similar-panel.tsx';
import { StateMark } from './state.tsx';
import { Timeline } from './timeline.tsx';
import { UrgencyNote, UrgentMark } from './urgent/flag.tsx';
import { WithholdingBox } from './withholding/box.tsx';

/** A case as a paper file: the frozen text in the middle, findings and plan at the side, signatures below, decisions in their corner. */
export function PaperFile({ view }: { view: CaseView }) {
  const say = useText(texts);
  const { content } = view;
  const crumbs: readonly Crumb[] = [{ title: say('dossiers'), to: '/disclosures' }, { title: view.number }];
  return (
    <>
      <Page
        title={content.title === '' ? say('untitled') : content.title}
        crumbs={crumbs}
        note={<Standing view={view} />}
        actions={<WatchButton revision={view.revision} />}
        wide
      >
        <UrgencyNote view={view} />
        <OfficialLinks view={view} />
        <Section title={say('case.chain')}>
          <ProgressChain view={view} />
        </Section>
        <div className="file">
          <Paper content={content} imageAddress={(sha256) => attachmentAddress(view, sha256)} />
          <ScrollBox className="file-side" label={say('case.side')}>
            <WithholdingBox content={content} />
            <FindingsOfRevision view={view} />
            <SimilarPanel revision={view.revision} />
            <div className="side-block">
              <h2>{say('case.meta')}</h2>
              <CaseMeta content={content} publishAt={view.publishAt} />
            </div>
            <div className="side-block">
              <h2>{say('case.attachments')}</h2>
              <AttachmentList view={view} />
            </div>
          </ScrollBox>
        </div>
        <div style={{ height: 16 }} />
        <Timeline view={view} />
        <Discussion revision={view.revision} />
        <History view={view} />
      </Page>
      <Decisions view={view} />
    </>
  );
}

/** The frozen text as an official document, for reading on paper before it goes out. */
function OfficialLinks({ view }: { view: CaseView }) {
  const say = useText(texts);
  if (view.frozenAt === null) return null;
  const link = (kind: string, words: string) => (
    <a href={`/api/revisions/${view.revision}/document/${kind}`} download>
      {words}
    </a>
  );
  return (
    <p className="row">
      <span className="quiet">{say('official')}</span>
      {link('pdf', 'PDF')}
      {link('docx', 'Word')}
    </p>
  );
}

function Standing({ view }: { view: CaseView }) {
  const say = useText(texts);
  return (
    <span className="row">
      <StateMark state={view.state} />
      <UrgentMark flag={view.urgent} />
      <MatterLink view={view} />
      <span>{say(`purpose.${view.purpose}`)}</span>
      <span>{view.unit.name}</span>
      <span className="nowrap">{say('case.revision', { number: view.revisionNumber })}</span>
      {view.erasedAt === null ? null : (
        <span className="quiet">{say('case.erasedAt', { at: formatMoment(view.erasedAt) })}</span>
      )}
      {view.frozenAt === null ? null : (
        <span className="quiet tabular">{say('case.frozenAt', { at: formatMoment(view.frozenAt) })}</span>
      )}
      <SinceSeen revision={view.revision} />
      {view.live === null || view.live.revision === view.revision ? null : (
        <GoTo to={`/revisions/${view.live.revision}`}>
          {say('case.liveOther', { number: view.live.revisionNumber })}
        </GoTo>
      )}
    </span>
  );
}
