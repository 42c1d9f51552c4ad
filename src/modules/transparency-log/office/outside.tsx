import { formatMoment, Mark, RowsTable, Section, useRead, useText, WhenRead } from '#ui/office';
import type { OutsideView } from '../witness/forms.ts';
import { outsideTexts } from './outside-texts.ts';

type Trouble = OutsideView['witnesses'][number]['trouble'];
type Witness = OutsideView['witnesses'][number];
type Anchor = OutsideView['anchors'][number];

/** Lines between tables need air. */
const apart = { marginBlock: 8 };

/** Those outside that see the log: witnesses with their lag, other logs, time stamps, and the anchors that were made. */
export function Outside() {
  const say = useText(outsideTexts);
  const read = useRead<OutsideView>('/api/transparency-log/outside');
  return (
    <WhenRead of={read}>
      {(outside) => (
        <>
          <Section title={say('witnesses')}>
            <p className="quiet">{say('witnessesHelp')}</p>
            <p style={apart}>
              {outside.quorum === null ? say('noPolicy') : say('quorum', { words: outside.quorum })}
            </p>
            {outside.witnesses.length === 0 ? null : <Witnesses of={outside.witnesses} />}
          </Section>
          <Section title={say('anchors')}>
            <p className="quiet">{say('anchorsHelp')}</p>
            <Watched outside={outside} />
            <p style={apart}>
              <a href="/log/sheet" target="_blank" rel="noopener noreferrer">
                {say('sheet')}
              </a>
            </p>
            {outside.anchors.length === 0 ? <p>{say('noAnchors')}</p> : <Anchors of={outside.anchors} />}
          </Section>
        </>
      )}
    </WhenRead>
  );
}

function Witnesses({ of: rows }: { of: readonly Witness[] }) {
  const say = useText(outsideTexts);
  return (
    <RowsTable
      name="log-witnesses"
      label={say('witnesses')}
      rows={rows}
      rowKey={(row) => row.vkey}
      columns={[
        {
          key: 'name',
          title: say('witness'),
          show: (row) => (
            <>
              <strong>{row.name}</strong> {row.former ? <Mark tone="quiet">{say('former')}</Mark> : null}
              <code className="log-code">{row.url ?? row.vkey}</code>
            </>
          ),
        },
        {
          key: 'size',
          title: say('cosigned'),
          width: 190,
          show: (row) => (row.size === null ? say('never') : <Cosigned row={row} />),
        },
        {
          key: 'state',
          title: say('state'),
          width: 300,
          show: (row) => <WitnessState row={row} />,
        },
      ]}
    />
  );
}

function Cosigned({ row }: { row: Witness }) {
  const say = useText(outsideTexts);
  return (
    <>
      {say('upTo', { size: row.size ?? 0 })}
      <div className="quiet tabular">{formatMoment(row.cosignedAt)}</div>
    </>
  );
}

function WitnessState({ row }: { row: Witness }) {
  const say = useText(outsideTexts);
  if (row.former) return null;
  if (row.trouble !== null) return <TroubleWords of={row.trouble} lag={row.lag} />;
  if (row.askedAt === null) return <Mark tone="wait">{say('notAsked')}</Mark>;
  if (row.lag > 0) return <Mark tone="wait">{say('lag', { count: row.lag })}</Mark>;
  return <Mark tone="good">{say('upToDate')}</Mark>;
}

function TroubleWords({ of: trouble, lag }: { of: NonNullable<Trouble>; lag?: number }) {
  const say = useText(outsideTexts);
  return (
    <>
      <Mark tone="late">{trouble.what}</Mark>
      <div className="quiet">
        {say('since', { at: formatMoment(trouble.since) })}
        {lag !== undefined && lag > 0 ? say('andLag', { count: lag }) : ''}
      </div>
    </>
  );
}

/** Other logs and authorities, a line each. */
function Watched({ outside }: { outside: OutsideView }) {
  const say = useText(outsideTexts);
  const rows = [
    ...outside.authorities.map((one) => ({
      key: one.url,
      what: say('authority'),
      at: one.stampedAt === null ? null : say('stampedAt', { at: formatMoment(one.stampedAt) }),
      trouble: one.trouble,
    })),
    ...outside.peers.map((one) => ({
      key: one.origin,
      what: say('peer'),
      at: one.seenAt === null ? null : say('seenAt', { size: one.size ?? 0, at: formatMoment(one.seenAt) }),
      trouble: one.trouble,
    })),
  ];
  if (rows.length === 0) return <p>{say('nobodyElse')}</p>;
  return (
    <dl className="facts">
      {rows.map(({ key, what, at, trouble }) => [
        <dt key={`${key} what`}>{what}</dt>,
        <dd key={key}>
          <code className="log-code">{key}</code>
          <div>{at ?? say('notYet')}</div>
          {trouble === null ? null : <TroubleWords of={trouble} />}
        </dd>,
      ])}
    </dl>
  );
}

function Anchors({ of: rows }: { of: readonly Anchor[] }) {
  const say = useText(outsideTexts);
  return (
    <RowsTable
      name="log-anchors"
      label={say('anchors')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'at',
          title: say('at'),
          width: 160,
          show: (row) => <span className="tabular nowrap">{formatMoment(row.at)}</span>,
        },
        {
          key: 'kind',
          title: say('kind'),
          show: (row) => (
            <>
              {say(`kind.${row.kind}`)} {row.byWhom}
            </>
          ),
        },
        { key: 'size', title: say('checkpoint'), width: 140, show: (row) => say('upTo', { size: row.size }) },
        {
          key: 'index',
          title: say('entry'),
          width: 160,
          show: (row) => <EntryWords row={row} />,
        },
      ]}
    />
  );
}

function EntryWords({ row }: { row: Anchor }) {
  const say = useText(outsideTexts);
  if (row.index === null) return <span className="quiet">{say('onPaper')}</span>;
  if (row.kind !== 'rfc3161') return <>{say('entryAt', { index: row.index })}</>;
  return (
    <>
      {say('entryAt', { index: row.index })}{' '}
      <a href={`/log/anchor/${row.index}`} className="in-text">
        {say('token')}
      </a>
    </>
  );
}
