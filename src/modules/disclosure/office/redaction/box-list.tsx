import { Button, InputNumber, Select } from 'antd';
import { useServerWords, useText } from '#ui/office';
import { type RedactionReason, redactionReasons } from '../../safe-copies/kinds.ts';
import { serverTexts } from '../server-texts.ts';
import type { Box } from './boxes.ts';
import { redactionTexts } from './texts.ts';

/** The reasons there are, each with the law it comes from. */
export function ReasonSelect({
  value,
  label,
  onChange,
}: {
  value: RedactionReason;
  label: string;
  onChange: (reason: RedactionReason) => void;
}) {
  const words = useServerWords(serverTexts);
  return (
    <Select<RedactionReason>
      aria-label={label}
      value={value}
      onChange={onChange}
      style={{ width: '100%' }}
      options={redactionReasons.map((reason) => ({
        value: reason,
        label: words(`redactionReason.${reason}`),
        title: words(`redactionSource.${reason}`),
      }))}
      optionRender={({ data }) => (
        <>
          {data.label}
          <div className="quiet" style={{ fontSize: 12 }}>
            {data.title}
          </div>
        </>
      )}
    />
  );
}

const fields = ['page', 'x', 'y', 'width', 'height'] as const;

/** Every box with its numbers: whoever uses no mouse draws here. */
export function BoxList({
  boxes,
  pages,
  change,
  remove,
}: {
  boxes: readonly Box[];
  pages: number;
  change: (id: number, part: Partial<Omit<Box, 'id'>>) => void;
  remove: (id: number) => void;
}) {
  const say = useText(redactionTexts);
  if (boxes.length === 0) return <p className="quiet">{say('noBoxes')}</p>;
  return (
    <ol style={{ paddingInlineStart: 0, listStyle: 'none' }}>
      {boxes.map((box, at) => (
        <li key={box.id} style={{ borderTop: '1px solid #e4e6ea', padding: '8px 0' }}>
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ fontWeight: 600 }}>{say('box', { number: at + 1 })}</legend>
            <div style={{ display: 'grid', gridTemplateColumns: 'repeat(5, minmax(0, 1fr))', gap: 4 }}>
              {fields.map((field) => (
                // biome-ignore lint/a11y/noLabelWithoutControl: the number field inside is the control
                <label key={field} style={{ fontSize: 12 }}>
                  {say(`field.${field}`)}
                  <InputNumber<number>
                    size="small"
                    controls={false}
                    min={field === 'page' || field === 'width' || field === 'height' ? 1 : 0}
                    {...(field === 'page' ? { max: pages, precision: 0 } : { max: 20_000, precision: 1 })}
                    value={box[field]}
                    style={{ width: '100%' }}
                    onChange={(value) => (value === null ? undefined : change(box.id, { [field]: value }))}
                  />
                </label>
              ))}
            </div>
            <div style={{ display: 'flex', gap: 6, marginTop: 6 }}>
              <ReasonSelect
                value={box.reason}
                label={say('field.reason')}
                onChange={(reason) => change(box.id, { reason })}
              />
              <Button
                size="middle"
                aria-label={say('remove', { number: at + 1 })}
                onClick={() => remove(box.id)}
              >
                ×
              </Button>
            </div>
          </fieldset>
        </li>
      ))}
    </ol>
  );
}
