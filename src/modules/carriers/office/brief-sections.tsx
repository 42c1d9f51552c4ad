import { Button, Input, Select } from 'antd';
import { useRead, useText, withQuery } from '#ui/office';
import type { BriefDetail, BriefFields, CandidateList } from '../briefs/forms.ts';
import { briefTexts } from './brief-texts.ts';

type Sections = BriefFields['sections'];
type Shown = CandidateList['rows'][number];

/** The sections of an issue: headings, items in their order, and what else was opened in its time. */
export function SectionsEditor({
  brief,
  fields,
  set,
}: {
  brief: BriefDetail;
  fields: BriefFields;
  set: (sections: Sections) => void;
}) {
  const say = useText(briefTexts);
  const found = useRead<CandidateList>(
    brief.mayEdit
      ? withQuery('/api/carriers/briefs/candidates', {
          unit: brief.unit,
          from: fields.periodFrom,
          to: fields.periodTo,
        })
      : null,
  );
  const candidates = found.data?.rows ?? [];
  const known = new Map<string, Shown>(
    [
      ...brief.sections.flatMap((section) => section.items.flatMap((item) => item.shown ?? [])),
      ...candidates,
    ].map((one) => [one.id, one]),
  );
  const chosen = new Set(fields.sections.flatMap((section) => section.items));
  const change = (at: number, some: Partial<Sections[number]>) =>
    set(fields.sections.map((section, index) => (index === at ? { ...section, ...some } : section)));
  return (
    <>
      {fields.sections.map((section, at) => (
        // Sections have no name of their own but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: a section is its place
        <div key={at} style={{ marginBottom: 24 }}>
          <div className="row">
            <Input
              value={section.heading}
              maxLength={60}
              disabled={!brief.mayEdit}
              aria-label={say('heading')}
              onChange={(event) => change(at, { heading: event.target.value })}
            />
            {brief.mayEdit ? (
              <Button onClick={() => set(fields.sections.toSpliced(at, 1))}>{say('removeSection')}</Button>
            ) : null}
          </div>
          <ol>
            {section.items.map((id, place) => (
              <ItemLine
                key={id}
                shown={known.get(id)}
                mayEdit={brief.mayEdit}
                move={(step) => change(at, { items: moved(section.items, place, step) })}
                remove={() => change(at, { items: section.items.toSpliced(place, 1) })}
              />
            ))}
          </ol>
          {brief.mayEdit ? (
            <Select
              showSearch
              value={null}
              style={{ width: '100%' }}
              placeholder={say('addItem')}
              aria-label={say('addItem')}
              optionFilterProp="label"
              notFoundContent={say('noCandidates')}
              options={candidates
                .filter((one) => !chosen.has(one.id))
                .map((one) => ({ value: one.id, label: `${one.title}　${one.unitName}` }))}
              onChange={(id: string | null) => id !== null && change(at, { items: [...section.items, id] })}
            />
          ) : null}
        </div>
      ))}
      {brief.mayEdit && fields.sections.length < 12 ? (
        <Button onClick={() => set([...fields.sections, { heading: say('heading'), items: [] }])}>
          {say('addSection')}
        </Button>
      ) : null}
    </>
  );
}

/** Another order: an item one place up or down. */
function moved(items: readonly string[], place: number, step: 1 | -1): string[] {
  const [item] = items.slice(place, place + 1);
  const to = place + step;
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(place, 1).toSpliced(to, 0, item);
}

function ItemLine({
  shown,
  mayEdit,
  move,
  remove,
}: {
  shown: Shown | undefined;
  mayEdit: boolean;
  move: (step: 1 | -1) => void;
  remove: () => void;
}) {
  const say = useText(briefTexts);
  return (
    <li>
      <span className="row">
        {shown === undefined ? (
          <span className="quiet">{say('gone')}</span>
        ) : (
          <a href={`/i/${shown.slug}`} target="_blank" rel="noopener">
            {shown.title}
          </a>
        )}
        <span className="quiet">{shown?.unitName}</span>
        {mayEdit ? (
          <span className="row">
            <Button size="small" onClick={() => move(-1)} aria-label={say('up')}>
              ↑
            </Button>
            <Button size="small" onClick={() => move(1)} aria-label={say('down')}>
              ↓
            </Button>
            <Button size="small" onClick={remove}>
              {say('remove')}
            </Button>
          </span>
        ) : null}
      </span>
    </li>
  );
}
