import type { ReactNode } from 'react';

type ScrollBoxProps = {
  readonly className: string;
  /** What is in it, for people who come to it by keyboard and do not see it; a table says it by its own caption. */
  readonly label?: string | undefined;
  readonly children: ReactNode;
};

/** A part of the screen that scrolls by itself: reached and scrolled by keyboard, whatever stands in it. */
export function ScrollBox({ className, label, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard (WCAG 2.2, 2.1.1)
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
