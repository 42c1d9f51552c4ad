import { Button } from 'antd';
import {
  type Column,
  defineTexts,
  formatMoment,
  GoTo,
  Nothing,
  Page,
  RowsTable,
  useCommand,
  useRead,
  useServerWords,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { DocumentFindings } from '../official-document/forms.ts';
import { documentMessages } from '../official-document/messages.ts';

const texts = defineTexts({
  'zh-CN': {
    title: '公文版式问题',
    help: '已公开事项的 PDF、Word 文件每十五分钟检查一次；失败的会自动重试五次。',
    none: '没有问题',
    noneHelp: '已公开事项的公文版式都能正常生成。',
    item: '事项',
    kind: '格式',
    why: '原因',
    missing: '字库中没有的字：{list}',
    attempts: '已试次数',
    at: '检查时间',
    retry: '重试',
    retried: '已排队重试',
  },
  en: {
    title: 'Documents that fail',
    help: 'PDF and Word files of published items are looked at every fifteen minutes; what fails is tried five times.',
    none: 'Nothing wrong',
    noneHelp: 'The official documents of all published items can be made.',
    item: 'Item',
    kind: 'Kind',
    why: 'Why',
    missing: 'Signs that no font has: {list}',
    attempts: 'Attempts',
    at: 'Looked at',
    retry: 'Try again',
    retried: 'It will be tried again',
  },
});

type Row = DocumentFindings['rows'][number];

/** Official documents of the units covered that could not be made, or have signs that no font has. */
export function Screen() {
  const say = useText(texts);
  const read = useRead<DocumentFindings>('/api/publications/documents');
  const columns = useColumns();
  return (
    <Page title={say('title')} note={say('help')}>
      <WhenRead of={read}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Nothing title={say('none')} help={say('noneHelp')} />
          ) : (
            <RowsTable
              rows={rows}
              name="document-findings"
              label={say('title')}
              rowKey={(row) => `${row.item}${row.version}${row.kind}`}
              columns={columns}
            />
          )
        }
      </WhenRead>
    </Page>
  );
}

function useColumns(): readonly Column<Row>[] {
  const say = useText(texts);
  const words = useServerWords([documentMessages]);
  const { me } = useSession();
  const retry = useCommand<{ item: string }>(
    'POST',
    ({ item }) => `/api/publications/${item}/document-retry`,
    { done: say('retried'), changes: ['/api/publications/documents'] },
    () => ({}),
  );
  return [
    {
      key: 'item',
      title: say('item'),
      show: (row) => <GoTo to={`/publications/${row.item}`}>{row.title}</GoTo>,
    },
    { key: 'kind', title: say('kind'), width: 80, show: (row) => row.kind.toUpperCase() },
    {
      key: 'why',
      title: say('why'),
      show: (row) =>
        row.code === null
          ? say('missing', { list: row.missing.join(' ') })
          : words(`typesettingFault.${row.code}`),
    },
    { key: 'attempts', title: say('attempts'), width: 90, align: 'right', show: (row) => row.attempts },
    {
      key: 'at',
      title: say('at'),
      width: 160,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.checkedAt)}</span>,
    },
    {
      key: 'retry',
      title: '',
      width: 90,
      show: (row) =>
        row.code !== null && me.permissions.includes('publication.retry-document') ? (
          <Button size="small" loading={retry.isPending} onClick={() => retry.mutate({ item: row.item })}>
            {say('retry')}
          </Button>
        ) : null,
    },
  ];
}
