import type { ComponentType } from 'react';
import type { TwoTexts } from './i18n.tsx';

/** One screen with its address under `/office`, e.g. `/units/$id`. Loaded when it is first entered. */
export type OfficeScreen = {
  readonly path: string;
  readonly load: () => Promise<{ readonly Screen: ComponentType }>;
};

/** A place in the navigation. */
export type OfficePlace = {
  readonly path: string;
  readonly label: TwoTexts;
  readonly group: 'work' | 'catalogue' | 'units' | 'administration';
  /** Beside the label, which says it all: hidden from screen readers. */
  readonly icon: ComponentType<{ readonly 'aria-hidden'?: boolean }>;
  /** The permission (or the roles) for which the place is shown; everyone when both are absent. */
  readonly permission?: string;
  readonly roles?: readonly string[];
  /** Stands in the bottom bar of narrow screens. */
  readonly short?: TwoTexts;
};

/** What a room gives the shell. */
export type OfficeRoom = {
  readonly name: string;
  readonly screens: readonly OfficeScreen[];
  readonly places: readonly OfficePlace[];
  /** What is to be done today in this room: rows of the home page. */
  readonly Today?: ComponentType;
};
