import { defineMessages } from '#platform/i18n';

/** Words of `npm run screen`. */
export const screenCommandMessages = defineMessages({
  'zh-CN': {
    'screen.noSuchPath': '✖ 找不到“{path}”',
    'screen.title': '标题',
    'screen.paragraph': '正文第 {path} 段',
    'screen.line': '第 {line} 行',
    'screen.unread': '未读：{file}：{reason}',
    'screen.note': '注意：{file}：{note}',
    'screen.progress': '已筛查 {files} 个文件，发现 {findings} 处……',
    'screen.summary':
      '共 {files} 个文件，其中 {filesWithFindings} 个有发现，计 {findings} 处；未能读取 {unread} 个。',
    'screen.marks': '⚠ 有 {marks} 处涉密或内部资料标志：请立即停止处理，按保密规定报告。',
    'screen.termProblem': '✖ 词表第 {row} 行：{problem}',
    'screen.term.heading': '没有找到“类别”和“词语”两列',
    'screen.term.kind': '类别应写“关注词”或“易错词”，现为“{value}”',
    'screen.term.empty': '词语是空的',
    'screen.term.replacement': '易错词须写“改为”',
    'screen.term.length': '“{value}”长短不合要求',
    'screen.term.twice': '“{value}”重复',
  },
  en: {
    'screen.noSuchPath': '✖ There is no “{path}”',
    'screen.title': 'Title',
    'screen.paragraph': 'Paragraph {path}',
    'screen.line': 'line {line}',
    'screen.unread': 'Not read: {file}: {reason}',
    'screen.note': 'Note: {file}: {note}',
    'screen.progress': '{files} files screened, {findings} findings so far …',
    'screen.summary':
      '{files} files, {filesWithFindings} with findings, {findings} in all; {unread} not read.',
    'screen.marks': '⚠ {marks} marks of secrecy: stop and report as the rules require.',
    'screen.termProblem': '✖ Term list, row {row}: {problem}',
    'screen.term.heading': 'the columns 类别 and 词语 are missing',
    'screen.term.kind': 'the kind must be 关注词 or 易错词, not “{value}”',
    'screen.term.empty': 'the term is empty',
    'screen.term.replacement': 'a wrong word needs the right one',
    'screen.term.length': '“{value}” is too short or too long',
    'screen.term.twice': '“{value}” stands twice',
  },
});
