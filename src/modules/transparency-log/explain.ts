import { createTranslator, type Locale } from '#platform/i18n';
import type { Alarm } from './alarms.ts';
import { messages } from './messages.ts';
import { stopCodes } from './stops.ts';

/** What an alarm says to people. */
export type Explained = { readonly what: string; readonly wayOut: string | null };

/** An alarm in words: what happened and, when the log is stopped, the way out. */
export function explainAlarm({ code, params }: Pick<Alarm, 'code' | 'params'>, locale: Locale): Explained {
  const t = createTranslator([messages])(locale);
  const isStop = stopCodes.some((one) => one === code);
  if (!isStop) return { what: t(`transparency-log.trouble.${code}`, params), wayOut: null };
  return {
    what: t(`transparency-log.stop.${code}`, params),
    wayOut: t(`transparency-log.wayOut.${code}`, params),
  };
}

/** For the terminal: Chinese first, then English. */
export function alarmLines(alarm: Pick<Alarm, 'code' | 'params'>): readonly string[] {
  return (['zh-CN', 'en'] as const).flatMap((locale) => {
    const { what, wayOut } = explainAlarm(alarm, locale);
    return [what, ...(wayOut === null ? [] : [`→ ${wayOut}`])];
  });
}
