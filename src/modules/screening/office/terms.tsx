import { Button, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import {
  type Column,
  commonTexts,
  formatMoment,
  Mark,
  Nothing,
  Page,
  RowsTable,
  UnitPicker,
  useAddressState,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { TermList, TermView } from '../forms.ts';
import { ImportTerms } from './import-terms.tsx';
import { NewTerm } from './new-term.tsx';
import { termTexts } from './term-texts.ts';

const kinds = ['unit_term', 'wrong_word'] as const;

/** The words a unit keeps for itself (SCR-5): terms to be asked about, and wrong words with the right ones. */
export function Screen() {
  const say = useText(termTexts);
  const { me, unit, units } = useSession();
  const [address, change] = useAddressState();
  const [isAdding, add] = useState(false);
  const shown = Number(address['unit'] ?? unit?.id ?? 0);
  const kind = kinds.find((one) => one === address['kind']) ?? 'unit_term';
  const path = shown === 0 ? null : `/api/screening/units/${shown}/terms`;
  const terms = useRead<TermList>(path);
  const may = me.permissions.includes('screening.manage-terms');
  return (
    <Page
      title={say('terms')}
      note={say('termsHelp')}
      actions={
        path === null ? null : (
          <>
            <a href={`${path}/export`} download>
              {say('export')}
            </a>
            {may ? <ImportTerms path={path} /> : null}
            {may ? (
              <Button type="primary" onClick={() => add(true)}>
                {say('add')}
              </Button>
            ) : null}
          </>
        )
      }
    >
      <div className="filters">
        <div className="grow">
          <UnitPicker
            aria-label={say('unit')}
            value={shown === 0 ? null : shown}
            valueName={units.find((one) => one.id === shown)?.name}
            onChange={(next) => change({ unit: next === null ? undefined : String(next) })}
          />
        </div>
        <Segmented
          aria-label={say('kind')}
          value={kind}
          onChange={(next) => change({ kind: next })}
          options={kinds.map((one) => ({ value: one, label: say(`kind.${one}`) }))}
        />
      </div>
      {path === null ? (
        <Nothing title={say('chooseUnit')} />
      ) : (
        <WhenRead of={terms}>
          {({ rows }) => (
            <Terms rows={rows.filter((row) => row.kind === kind)} kind={kind} path={path} may={may} />
          )}
        </WhenRead>
      )}
      {path !== null && isAdding ? <NewTerm path={path} kind={kind} close={() => add(false)} /> : null}
    </Page>
  );
}

type TermsProps = {
  readonly rows: readonly TermView[];
  readonly kind: TermView['kind'];
  readonly path: string;
  readonly may: boolean;
};

function Terms({ rows, kind, path, may }: TermsProps) {
  const say = useText(termTexts);
  const columns: Column<TermView>[] = [
    { key: 'term', title: say(`term.${kind}`), show: (row) => row.term },
    ...(kind === 'wrong_word'
      ? [
          {
            key: 'replacement',
            title: say('replacement'),
            show: (row: TermView) => <Mark tone="good">{row.replacement}</Mark>,
          },
        ]
      : []),
    { key: 'note', title: say('note'), show: (row) => (row.note === '' ? '—' : row.note), optional: true },
    {
      key: 'by',
      title: say('by'),
      width: 220,
      optional: true,
      show: (row) => (
        <span className="quiet tabular">
          {row.createdByName} {formatMoment(row.createdAt)}
        </span>
      ),
    },
  ];
  if (may) {
    columns.push({
      key: 'remove',
      title: say('handle'),
      width: 90,
      show: (row) => <Remove row={row} path={path} />,
    });
  }
  return (
    <RowsTable
      name={`screening-${kind}`}
      label={say(`kind.${kind}`)}
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns}
      empty={<Nothing title={say(`none.${kind}`)} help={say('noneHelp')} />}
    />
  );
}

function Remove({ row, path }: { row: TermView; path: string }) {
  const say = useText(termTexts);
  const common = useText(commonTexts);
  const send = useCommand<undefined>('DELETE', `${path}/${row.id}`, {
    done: say('removed'),
    changes: [path],
  });
  return (
    <Popconfirm
      title={say('askRemove', { term: row.term })}
      okText={say('remove')}
      cancelText={common('cancel')}
      onConfirm={() => send.mutate(undefined)}
    >
      <Button size="small" loading={send.isPending} aria-label={say('removeTerm', { term: row.term })}>
        {say('remove')}
      </Button>
    </Popconfirm>
  );
}
