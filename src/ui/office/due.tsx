import { daysBetween, todayHere } from './dates.ts';
import { useText } from './i18n.tsx';
import { commonTexts } from './texts.ts';

/** A due date with what it means today; words and a mark, never colour alone. */
export function Due({ on, settled }: { on: string | null; settled?: boolean }) {
  const say = useText(commonTexts);
  if (on === null) return <span className="quiet">—</span>;
  const days = daysBetween(todayHere(), on);
  if (settled === true) return <span className="tabular">{on}</span>;
  const words =
    days < 0
      ? say('daysLate', { days: -days })
      : days === 0
        ? say('dueToday')
        : days <= 10
          ? say('daysLeft', { days })
          : null;
  return (
    <span className="due">
      <span className="tabular">{on}</span>
      {words === null ? null : (
        <span className={days < 0 ? 'due-late' : days <= 3 ? 'due-soon' : 'quiet'}>{words}</span>
      )}
    </span>
  );
}
