import type { Translate } from '#platform/i18n';
import type { Step } from './due-date.ts';

/**
 * One sentence out of steps. Steps of other rooms carry their full message key (it has a dot-separated prefix
 * ending in `.step.`); the calendar's own are short.
 */
export function explainSteps(steps: readonly Step[], translate: Translate): string {
  const parts = steps.map(({ code, params }) =>
    translate(code.includes('.step.') ? code : `calendar.step.${code}`, inWords(params, translate)),
  );
  return parts.join(translate('calendar.step.separator')) + translate('calendar.step.end');
}

/** Parameters that are codes with words of their own (`trigger.INFO_FORMED`) are shown in words. */
function inWords(params: Step['params'], translate: Translate): Step['params'] {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const key = `${name}.${value}`;
      const words = translate(key);
      return [name, words === key ? value : words];
    }),
  );
}
