/** What a column of a printed catalogue holds. `other`: known, and of no use to a catalogue. */
export type Field =
  | 'serial'
  | 'matter1'
  | 'matter2'
  | 'content'
  | 'basis'
  | 'basisArticle'
  | 'timeLimit'
  | 'posting'
  | 'timeKind'
  | 'responsible'
  | 'carriers'
  | 'modeOrCarriers'
  | 'audience'
  | 'adminLevel'
  | 'scope'
  | 'stages'
  | 'retention'
  | 'note';

/**
 * The words printed over columns, as met in real tables. First match wins. 公开方式 is 主动/依申请 in government tables and
 * the way of release in Party tables: its cells decide.
 */
const aliases: readonly (readonly [RegExp, Field])[] = [
  [/^(?:序号|编号|项目编号|no\.?)$/iu, 'serial'],
  [
    /^(?:一级事项|一级公开事项|一级目录|一级|公开类别|事项类别|类别|大类|一级\/类别|公开事项类别|kind)$/u,
    'matter1',
  ],
  [/^(?:二级事项|二级公开事项|二级目录|二级|公开事项|事项名称|公开项目|公开事项名称)$/u, 'matter2'],
  [/^(?:公开内容|公开内容要素|内容|主要内容|公开要素|具体内容|item)$/u, 'content'],
  [/^(?:公开依据|依据|法律依据|设定依据|政策依据|law)$/u, 'basis'],
  [/^(?:依据条款|条款|article)$/u, 'basisArticle'],
  [/^(?:公开时限|公开时间|时限|公开频次|频次|公开期限|frequency|time_limit)$/u, 'timeLimit'],
  [/^(?:公布期限|公示期限|保留期限|period_posted)$/u, 'posting'],
  [/^(?:时限类型|公开时限类型)$/u, 'timeKind'],
  [
    /^(?:公开主体|责任部门|责任单位|责任主体|公开责任主体|公开责任单位|主体|subject_body|subject)$/u,
    'responsible',
  ],
  [/^(?:公开渠道和载体|公开渠道及载体|公开渠道|公开载体|渠道|载体|公开形式|公开形式\/渠道)$/u, 'carriers'],
  [/^(?:公开方式|effect)$/u, 'modeOrCarriers'],
  [/^(?:公开对象|对象)$/u, 'audience'],
  [/^(?:公开层级|层级)$/u, 'adminLevel'],
  [/^(?:公开范围|范围)$/u, 'scope'],
  [/^(?:公开阶段|阶段)$/u, 'stages'],
  [/^保管期限$/u, 'retention'],
  [/^备注$/u, 'note'],
];

/** Headers are printed with blanks, line breaks and remarks in brackets (公开内容(要素), 公开时限（频次）). */
export function fieldOf(header: string): Field | undefined {
  const bare = bareHeader(header);
  return aliases.find(([pattern]) => pattern.test(bare))?.[1];
}

export function bareHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/\((?:要素|频次|可多选|打√)[^)]*\)/gu, '');
}
