/**
 * The grounds in both languages, for pages that cannot ask the table: code → Chinese words as the norm has them, article,
 * English. The table disclosure.withhold_ground is the fact; a test holds these words against it.
 */
export const groundWords: Readonly<
  Record<string, readonly [words: string, english: string, article: string]>
> = {
  SECRET: ['涉及党和国家秘密不得公开', 'concerns secrets of the Party or the state', 'Article 7'],
  UNSUITABLE_BY_RULE: [
    '依照有关规定不宜公开',
    'unsuitable for disclosure under applicable rules',
    'Article 7',
  ],
  'art14-1': ['依法确定为国家秘密', 'lawfully determined to be a state secret', 'Article 14'],
  'art14-2': [
    '法律、行政法规禁止公开',
    'disclosure is forbidden by law or administrative regulation',
    'Article 14',
  ],
  'art14-3': ['公开后可能危及国家安全', 'disclosure could endanger national security', 'Article 14'],
  'art14-4': ['公开后可能危及公共安全', 'disclosure could endanger public security', 'Article 14'],
  'art14-5': ['公开后可能危及经济安全', 'disclosure could endanger economic security', 'Article 14'],
  'art14-6': ['公开后可能危及社会稳定', 'disclosure could endanger social stability', 'Article 14'],
  'art15-1': [
    '涉及商业秘密，公开会对第三方合法权益造成损害',
    'concerns trade secrets; disclosure would harm lawful interests of a third party',
    'Article 15',
  ],
  'art15-2': [
    '涉及个人隐私，公开会对第三方合法权益造成损害',
    'concerns personal privacy; disclosure would harm lawful interests of a third party',
    'Article 15',
  ],
  'art16-1-1': ['内部事务信息：人事管理', 'internal affairs: personnel', 'Article 16, paragraph 1'],
  'art16-1-2': ['内部事务信息：后勤管理', 'internal affairs: logistics', 'Article 16, paragraph 1'],
  'art16-1-3': [
    '内部事务信息：内部工作流程',
    'internal affairs: internal procedures',
    'Article 16, paragraph 1',
  ],
  'art16-2-1': [
    '过程性信息：讨论记录',
    'information of a process: records of discussion',
    'Article 16, paragraph 2',
  ],
  'art16-2-2': ['过程性信息：过程稿', 'information of a process: drafts', 'Article 16, paragraph 2'],
  'art16-2-3': [
    '过程性信息：磋商信函',
    'information of a process: letters of consultation',
    'Article 16, paragraph 2',
  ],
  'art16-2-4': [
    '过程性信息：请示报告',
    'information of a process: requests and reports',
    'Article 16, paragraph 2',
  ],
  'art16-2-5': ['行政执法案卷信息', 'files of administrative enforcement', 'Article 16, paragraph 2'],
};

/** Chinese articles, by code, as the table has them. */
const articles: Readonly<Record<string, string>> = {
  'Article 7': '第七条',
  'Article 14': '第十四条',
  'Article 15': '第十五条',
  'Article 16, paragraph 1': '第十六条第一款',
  'Article 16, paragraph 2': '第十六条第二款',
};

function citation(article: string): { readonly zh: string; readonly en: string } {
  return article === 'Article 7'
    ? {
        zh: `《中国共产党党务公开条例（试行）》${articles[article] ?? ''}`,
        en: `Regulation on Openness in Party Affairs (trial), ${article}`,
      }
    : {
        zh: `《中华人民共和国政府信息公开条例》${articles[article] ?? ''}`,
        en: `Regulation on Disclosure of Government Information, ${article}`,
      };
}

/** Messages `withholdGround.<code>` and `withholdCitation.<code>` of one language. */
export function groundMessages(language: 'zh' | 'en'): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groundWords).flatMap(([code, [words, english, article]]) => [
      [`withholdGround.${code}`, language === 'zh' ? words : english],
      [`withholdCitation.${code}`, citation(article)[language]],
    ]),
  );
}
