import { defineMessages, type Locale } from '#platform/i18n';
import { words, workflowWords } from '../messages/index.ts';

/** The names of the moves once more, under the name of a notice's parameter. */
function watchedMoves(locale: Locale): Readonly<Record<`watchedMove.${string}`, string>> {
  const all: readonly (readonly [string, string])[] = [
    ...Object.entries(words[locale]),
    ...Object.entries(workflowWords[locale]),
  ];
  const beginning = 'disclosure.move.';
  return Object.fromEntries(
    all
      .filter(([key]) => key.startsWith(beginning))
      .map(([key, text]) => [`watchedMove.${key.slice(beginning.length)}`, text]),
  );
}

/** Words of following a case, of reminders and of the digest. */
export const followingMessages = defineMessages({
  'zh-CN': {
    ...watchedMoves('zh-CN'),
    'permission.disclosure.follow': '关注和讨论公开方案',
    'notice.disclosure.watched-moved': '您关注的《{title}》有新进展：{watchedMove}',
    'notice.disclosure.mentioned': '{name}在《{title}》中提到了您',
    'notice.disclosure.commented': '{name}在《{title}》的内部讨论中留言',
    'notice.disclosure.due-soon': '《{title}》还有{days}个工作日到办理期限，请及时办理',
    'notice.disclosure.due-today': '《{title}》今天到办理期限，请办理',
    'notice.disclosure.overdue': '《{title}》已过办理期限，请尽快办理',
    'notice.disclosure.digest': '今日待办摘要：待您办理{count}件',
    'digest.disclosure.mine': '待您办理：{count}件',
    'digest.disclosure.dueSoon': '即将到期：{count}件',
    'digest.disclosure.late': '已经逾期：{count}件',
    'digest.disclosure.returned': '退回给您：{count}件',
    'digest.disclosure.watched': '您关注的办件有新情况：{count}件',
    'audit.disclosure.watch': '关注办件',
    'audit.disclosure.unwatch': '取消关注办件',
    'audit.disclosure.see': '查看办件',
    'audit.disclosure.comment': '内部讨论留言',
    'audit.disclosure.choose-digest': '设置待办摘要',
  },
  en: {
    ...watchedMoves('en'),
    'permission.disclosure.follow': 'watch and discuss disclosures',
    'notice.disclosure.watched-moved': '“{title}”, which you watch, has moved: {watchedMove}',
    'notice.disclosure.mentioned': '{name} called upon you in “{title}”',
    'notice.disclosure.commented': '{name} commented on “{title}”',
    'notice.disclosure.due-soon': '“{title}” is due in {days} working days',
    'notice.disclosure.due-today': '“{title}” is due today',
    'notice.disclosure.overdue': '“{title}” is overdue; please decide it',
    'notice.disclosure.digest': 'What waits today: {count} for you to decide',
    'digest.disclosure.mine': 'For you to decide: {count}',
    'digest.disclosure.dueSoon': 'Due soon: {count}',
    'digest.disclosure.late': 'Late: {count}',
    'digest.disclosure.returned': 'Returned to you: {count}',
    'digest.disclosure.watched': 'Watched cases with news: {count}',
    'audit.disclosure.watch': 'watched a case',
    'audit.disclosure.unwatch': 'stopped watching a case',
    'audit.disclosure.see': 'looked at a case',
    'audit.disclosure.comment': 'commented inside',
    'audit.disclosure.choose-digest': 'chose the pace of the digest',
  },
});
