import type { ReactNode } from 'react';
import { useText } from './i18n.tsx';
import { commonTexts } from './texts.ts';

/** How a part of a bar is drawn: differs in pattern as well as colour. */
export type BarTone = 'done' | 'doneLate' | 'waiting' | 'soon' | 'late' | 'missed' | 'withheld';

export type BarPart = { readonly tone: BarTone; readonly label: string; readonly value: number };
export type BarRow = {
  readonly key: string | number;
  readonly label: ReactNode;
  readonly parts: readonly BarPart[];
};

/** Stacked bars, each with its numbers in words for those who don't see it. */
export function Bars({ rows, label }: { rows: readonly BarRow[]; label: string }) {
  const most = Math.max(1, ...rows.map((row) => sum(row.parts)));
  return (
    <ul className="bars" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key}>
          <span className="bar-label">{row.label}</span>
          <Bar parts={row.parts} most={most} />
          <span className="bar-total tabular">{sum(row.parts)}</span>
        </li>
      ))}
    </ul>
  );
}

/** One bar; its full width stands for `most`. */
export function Bar({ parts, most }: { parts: readonly BarPart[]; most: number }) {
  const words = parts.filter((part) => part.value > 0).map((part) => `${part.label} ${part.value}`);
  // Nothing to draw: the total beside it says so.
  if (words.length === 0) return <span className="bar" aria-hidden="true" />;
  return (
    <span className="bar" role="img" aria-label={words.join('，')} title={words.join('，')}>
      {parts.map((part) =>
        part.value === 0 ? null : (
          <span
            key={part.tone}
            className={`bar-part tone-${part.tone}`}
            style={{ width: `${(part.value / most) * 100}%` }}
          />
        ),
      )}
    </span>
  );
}

/** What the tones mean. */
export function BarLegend({ parts }: { parts: readonly Omit<BarPart, 'value'>[] }) {
  return (
    <ul className="bar-legend">
      {parts.map((part) => (
        <li key={part.tone}>
          <span className={`bar-swatch tone-${part.tone}`} aria-hidden="true" /> {part.label}
        </li>
      ))}
    </ul>
  );
}

function sum(parts: readonly BarPart[]): number {
  return parts.reduce((total, part) => total + part.value, 0);
}

/** Figures behind a drawing, folded. */
export function FiguresBehind({ children }: { children: ReactNode }) {
  const say = useText(commonTexts);
  return (
    <details className="figures">
      <summary>{say('showTable')}</summary>
      {children}
    </details>
  );
}
