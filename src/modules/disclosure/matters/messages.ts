import { defineMessages } from '#platform/i18n';

/** Words of major matters. */
export const matterMessages = defineMessages({
  'zh-CN': {
    'refusal.matter-inside-missing': '先党内后党外：这一阶段还没有在党内（内部）公开，不能向社会公开。',
    'refusal.matter-inside-too-recent':
      '先党内后党外：党内（内部）公开的时间还不够，最早 {day} 起可以向社会公开。',
    'refusal.matter-before-missing':
      '事前公开还没有完成，不能提出决策公开。确需先行公开的，请写明理由，走应急发布。',
    'refusal.matter-before-too-recent':
      '事前公开的天数还不够，最早 {day} 起可以提出决策公开。确需先行公开的，请写明理由，走应急发布。',
    'refusal.matter-decision-missing':
      '决策公开还没有完成，不能提出结果公开。确需先行公开的，请写明理由，走应急发布。',
    'refusal.matter-closed': '这一事项已经办结或终止。',
    'refusal.matter-no-audience': '请选择向党内、向社会，或者两者都公开。',
    'refusal.matter-row-unknown': '所选目录事项不在本单位现行目录中，或者不是分阶段公开的事项。',
    'refusal.matter-audience-unexpected': '这一事项不向这个范围公开。',
    'refusal.matter-stage-begun': '这一阶段已经开始办理，请打开原来的办件。',
  },
  en: {
    'refusal.matter-inside-missing':
      'Inside first: this stage is not out inside yet, so it cannot go outside.',
    'refusal.matter-inside-too-recent':
      'Inside first: it has not been out inside long enough. It can go outside from {day}.',
    'refusal.matter-before-missing':
      'What comes before the decision is not out yet. If it cannot wait, give the reason and propose it urgently.',
    'refusal.matter-before-too-recent':
      'What comes before the decision has not been out long enough; the decision can be proposed from {day}. If it cannot wait, give the reason and propose it urgently.',
    'refusal.matter-decision-missing':
      'The decision is not out yet. If the result cannot wait, give the reason and propose it urgently.',
    'refusal.matter-closed': 'This matter is closed.',
    'refusal.matter-no-audience': 'Choose inside, outside, or both.',
    'refusal.matter-row-unknown':
      'This row is not in the unit’s catalogue in force, or is not disclosed in stages.',
    'refusal.matter-audience-unexpected': 'This matter is not disclosed to this audience.',
    'refusal.matter-stage-begun': 'This stage was begun already. Open its dossier.',
  },
});
