import { type Html, html } from '#platform/html';

/** Shapes that tell states apart without colour. */
export type Shape = 'disc' | 'half' | 'triangle' | 'diamond' | 'ring' | 'cross';
export type Tone = 'good' | 'warn' | 'quiet' | 'plain';

const shapes: Readonly<Record<Shape, Html>> = {
  disc: html`<circle cx="6" cy="6" r="5" fill="currentColor"/>`,
  half: html`<circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M6 1a5 5 0 0 0 0 10z" fill="currentColor"/>`,
  triangle: html`<path d="M6 0.5 12 11.5H0z" fill="currentColor"/>`,
  diamond: html`<path d="M6 1 11 6 6 11 1 6z" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  ring: html`<circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" stroke-width="1.5"/>`,
  cross: html`<path d="M2 2 10 10M10 2 2 10" stroke="currentColor" stroke-width="2"/>`,
};

/** A state in words with its shape. */
export function badge(label: string, shape: Shape, tone: Tone): Html {
  return html`<span class="badge ${tone}"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">${shapes[shape]}</svg>${label}</span>`;
}

/** A short word in a frame, for kinds and remarks (更正, 失效, 党内). */
export function tag(label: string, tone: 'plain' | 'warn' = 'plain'): Html {
  return tone === 'warn'
    ? html`<span class="tag warn">${label}</span>`
    : html`<span class="tag">${label}</span>`;
}
