import { Alert } from 'antd';
import { Section, useText } from '#ui/office';
import type { ErasurePreview } from '../../erasure/forms.ts';
import { erasureTexts, type PlaceName } from './texts.ts';

/** Everything found, with what will stand there; what stands against it comes first. */
export function Found({ preview }: { preview: ErasurePreview }) {
  const say = useText(erasureTexts);
  const { places, parts, files, unread, elsewhere, shared } = preview;
  if (places.length + parts.length + files.length === 0)
    return <p className="quiet">{say('nothingFound')}</p>;
  return (
    <Section title={say('found')}>
      {shared.length === 0 ? null : (
        <Alert type="error" showIcon title={say('shared')} description={shared.join('、')} />
      )}
      {unread.length === 0 ? null : (
        <Alert type="warning" showIcon title={say('unread', { names: unread.join('、') })} />
      )}
      <ul className="plain-list">
        {versionsOf(parts).map(([version, count]) => (
          <li key={version}>{say('partsOf', { version, count })}</li>
        ))}
        {files.map((file, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the answer never changes; two files may have one name
          <li key={at}>{say(`file.${file.becomes}`, { name: file.name })}</li>
        ))}
        {places.map((place) => (
          <li key={place.place}>
            {say(`at.${place.place}` as PlaceName)}{' '}
            <span className="quiet">{say('places', { rows: place.rows, hits: place.hits })}</span>
            {place.samples.slice(0, 1).map((sample) => (
              <div key={sample} className="quiet">
                {say('after')}：…{sample}…
              </div>
            ))}
          </li>
        ))}
      </ul>
      {elsewhere.length === 0 ? null : (
        <>
          <p>{say('elsewhere')}</p>
          <ul className="plain-list">
            {elsewhere.map((one) => (
              <li key={one.slug}>
                <a href={`/i/${one.slug}`} target="_blank" rel="noopener">
                  /i/{one.slug}
                </a>{' '}
                {one.unitName}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function versionsOf(parts: ErasurePreview['parts']): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const { version } of parts) counts.set(version, (counts.get(version) ?? 0) + 1);
  return [...counts];
}
