import { Select } from 'antd';
import { useRead, useServerWords, useText } from '#ui/office';
import type { GroundList, GroundView } from '../../withholding/forms.ts';
import { withholdingMessages } from '../../withholding/messages.ts';
import { withholdingTexts } from './texts.ts';

const tables = [withholdingMessages];

/** All grounds, or undefined while they are read. */
export function useGrounds(): readonly GroundView[] | undefined {
  return useRead<GroundList>('/api/disclosures/withholdings/grounds').data?.rows;
}

/** A ground in the reader's language, with the article it stands on. */
export function useGroundWords(): (ground: string) => { readonly words: string; readonly citation: string } {
  const words = useServerWords(tables);
  return (ground) => ({
    words: words(`withholdGround.${ground}`),
    citation: words(`withholdCitation.${ground}`),
  });
}

type PickerProps = {
  readonly affairsKind: string | undefined;
  readonly value?: string | undefined;
  readonly onChange?: (ground: string) => void;
};

/** The grounds that apply to a kind of affairs, under their articles. */
export function GroundPicker({ affairsKind, value, onChange }: PickerProps) {
  const say = useText(withholdingTexts);
  const wordsOf = useGroundWords();
  const fitting = (useGrounds() ?? []).filter((one) => one.affairs.some((kind) => kind === affairsKind));
  const groups = Map.groupBy(fitting, (one) => wordsOf(one.code).citation);
  return (
    <Select
      aria-label={say('ground')}
      value={value === undefined || value === '' ? null : value}
      onChange={(ground: string) => onChange?.(ground)}
      options={[...groups].map(([citation, grounds]) => ({
        label: citation,
        title: citation,
        options: grounds.map((one) => ({
          value: one.code,
          label: `${wordsOf(one.code).words}（${say(`effect.${one.effect}`)}）`,
        })),
      }))}
    />
  );
}
