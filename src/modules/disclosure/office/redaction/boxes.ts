import { useState } from 'react';
import type { PagesAnswer, RedactForm, RedactionReason } from '../../safe-copies/forms.ts';

export type Box = RedactForm['boxes'][number] & { readonly id: number };
export type Proposal = PagesAnswer['proposals'][number];

/** The boxes of one file while they are drawn; nothing is sent before the end. */
export function useBoxes() {
  const [boxes, setBoxes] = useState<readonly Box[]>([]);
  const [next, setNext] = useState(1);
  const add = (added: readonly Omit<Box, 'id'>[]) => {
    setBoxes((all) => [...all, ...added.map((box, at) => ({ ...tidy(box), id: next + at }))]);
    setNext(next + added.length);
  };
  const change = (id: number, part: Partial<Omit<Box, 'id'>>) =>
    setBoxes((all) => all.map((box) => (box.id === id ? { ...tidy({ ...box, ...part }), id } : box)));
  const remove = (id: number) => setBoxes((all) => all.filter((box) => box.id !== id));
  return { boxes, add, change, remove };
}

/** Tenths of a point are finer than anybody draws; nothing thinner than the server takes. */
function tidy<T extends Omit<Box, 'id'>>(box: T): T {
  const round = (value: number) => Math.round(value * 10) / 10;
  return {
    ...box,
    x: round(box.x),
    y: round(box.y),
    width: Math.max(1, round(box.width)),
    height: Math.max(1, round(box.height)),
  };
}

/** Has this proposal been taken over already? */
export const isTaken = (boxes: readonly Box[], { page, x, y }: Proposal) =>
  boxes.some((box) => box.page === page && Math.abs(box.x - x) < 1 && Math.abs(box.y - y) < 1);

export const boxOf = ({ page, x, y, width, height, reason }: Proposal) => ({
  page,
  x,
  y,
  width,
  height,
  reason,
});

/** A box in the middle of a page, to be moved with the number fields. */
export const freshBox = (page: number, size: { width: number; height: number }, reason: RedactionReason) => ({
  page,
  x: size.width / 4,
  y: size.height / 4,
  width: size.width / 4,
  height: 16,
  reason,
});
