import { Button } from 'antd';
import { useMemo } from 'react';
import { daysBetween, periodWords, plainText, todayHere, useLocale, useSettled, useText } from '#ui/office';
import type { DraftSave } from './draft-save.ts';
import { dutyName, useOpenDuties } from './duties.tsx';
import { rankDuties } from './duty-match.ts';
import { importTexts } from './import-texts.ts';
import type { DutyOption } from './neighbours.ts';

const shown = 3;

type LikelyProps = {
  readonly unit: number;
  readonly draft: DraftSave;
  readonly choose: (duty: DutyOption) => void;
};

/** The open duties this text probably fulfils, one click each; nothing once a duty is chosen. */
export function LikelyDuties({ unit, draft, choose }: LikelyProps) {
  const say = useText(importTexts);
  const { locale } = useLocale();
  const { duties } = useOpenDuties(unit);
  const { title, body } = draft.content;
  const settledTitle = useSettled(title, 400);
  const settledBody = useSettled(body, 400);
  const likely = useMemo(() => {
    const today = todayHere();
    const text = { title: settledTitle, body: plainText(settledBody).slice(0, 4_000) };
    return rankDuties(duties, text, {
      periodWords: (period) => periodWords(period, 'zh-CN'),
      daysUntil: (date) => daysBetween(today, date),
    }).slice(0, shown);
  }, [duties, settledTitle, settledBody]);
  if (draft.content.duties.length > 0 || likely.length === 0) return null;
  return (
    <section className="likely-duties" aria-label={say('likely')}>
      <p>{say('likely')}</p>
      {likely.map(({ duty }) => (
        <Button key={duty.id} onClick={() => choose(duty)} block>
          <span className="likely-name">{dutyName(duty, locale)}</span>
          <span className="quiet tabular nowrap">{say('likelyDue', { due: duty.due })}</span>
        </Button>
      ))}
    </section>
  );
}
