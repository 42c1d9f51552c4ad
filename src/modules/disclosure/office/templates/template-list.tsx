import { Button, Select } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  type Column,
  dateOf,
  Nothing,
  RowsTable,
  useLocale,
  useRead,
  useText,
  WhenRead,
  withQuery,
  wordOf,
} from '#ui/office';
import type { TemplateRow, TemplateList as Templates } from '../../templates/forms.ts';
import { type TemplateKind, templateKinds } from '../../templates/words.ts';
import { templateTexts } from './texts.ts';

/** Everything in use for a unit, with one row to open each. */
export function TemplateList({ unit, open }: { unit: number; open: (row: TemplateRow) => void }) {
  const say = useText(templateTexts);
  const { locale } = useLocale();
  const [kind, setKind] = useState<TemplateKind | null>(null);
  const read = useRead<Templates>(withQuery('/api/disclosures/templates', { unit, kind, all: 'yes' }));
  const kindName = (row: TemplateRow) =>
    read.data?.unitKinds.find((one) => one.kind === row.unitKind)?.name ?? say('every');
  const columns: readonly Column<TemplateRow>[] = [
    {
      key: 'name',
      title: say('name'),
      show: (row) => (
        <Button type="link" style={{ padding: 0 }} onClick={() => open(row)}>
          {row.name}
        </Button>
      ),
    },
    { key: 'kind', title: say('kind'), show: (row) => say(`kind.${row.kind}`), width: 90 },
    { key: 'unitKind', title: say('unitKind'), show: kindName, width: 160, optional: true },
    {
      key: 'affairsKind',
      title: say('affairsKind'),
      show: (row) =>
        row.affairsKind === null ? say('every') : wordOf(affairsWords, locale, row.affairsKind),
      width: 130,
      optional: true,
    },
    { key: 'owner', title: say('owner'), show: (row) => row.unit.name, width: 200 },
    {
      key: 'version',
      title: say('version'),
      show: (row) => say('versionOf', { version: row.version }),
      width: 90,
    },
    {
      key: 'updated',
      title: say('updated'),
      show: (row) => dateOf(row.createdAt),
      width: 120,
      optional: true,
    },
  ];
  return (
    <WhenRead of={read}>
      {({ rows }) => (
        <RowsTable
          name="templates"
          label={say('title')}
          rows={rows}
          rowKey={(row) => row.id}
          columns={columns}
          onOpen={open}
          tools={
            <Select
              value={kind ?? ''}
              aria-label={say('kind')}
              style={{ width: 120 }}
              options={[
                { value: '', label: say('all') },
                ...templateKinds.map((value) => ({ value, label: say(`kind.${value}`) })),
              ]}
              onChange={(value) => setKind(templateKinds.find((one) => one === value) ?? null)}
            />
          }
          empty={<Nothing title={say('none')} help={say('noneHelp')} />}
        />
      )}
    </WhenRead>
  );
}
