import { attrs, type Html, type HtmlValue, html } from '#platform/html';

export type Field = {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'password' | 'search';
  readonly value?: string;
  readonly hint?: string;
  /** What is wrong, where, and what to do; shown beside the field and read with it. */
  readonly wrong?: string;
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'text';
  readonly required?: boolean;
  readonly maxlength?: number;
};

/** A labelled input; hint and error are tied to it for screen readers. */
export function field(one: Field): Html {
  const id = `field-${one.name}`;
  const described = [one.hint !== undefined && `${id}-hint`, one.wrong !== undefined && `${id}-wrong`]
    .filter(Boolean)
    .join(' ');
  return html`<div class="field"><label for="${id}">${one.label}</label>${one.hint !== undefined && html`<p class="hint" id="${id}-hint">${one.hint}</p>`}<input ${attrs(
    {
      id,
      name: one.name,
      type: one.type ?? 'text',
      value: one.value,
      autocomplete: one.autocomplete,
      inputmode: one.inputmode,
      required: one.required,
      maxlength: one.maxlength,
      'aria-describedby': described === '' ? null : described,
      'aria-invalid': one.wrong === undefined ? null : 'true',
    },
  )}>${one.wrong !== undefined && html`<p class="wrong" id="${id}-wrong">${one.wrong}</p>`}</div>\n`;
}

export type Choice = { readonly value: string; readonly label: string };

/** A drop-down of a filter form; the first, empty choice means “all”. */
export function select(
  name: string,
  label: string,
  all: string,
  choices: readonly Choice[],
  chosen: string | null,
): Html {
  const id = `filter-${name}`;
  const options: HtmlValue = choices.map(
    (one) =>
      html`<option ${attrs({ value: one.value, selected: one.value === chosen })}>${one.label}</option>`,
  );
  return html`<div><label for="${id}">${label}</label><select id="${id}" name="${name}"><option value="">${all}</option>${options}</select></div>\n`;
}
