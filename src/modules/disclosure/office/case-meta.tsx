import type { ReactNode } from 'react';
import { affairsWords, formatMoment, modeWords, scopeWords, useText } from '#ui/office';
import type { RevisionContent } from '../forms.ts';
import { DutyNames } from './duties.tsx';
import { texts } from './messages.ts';
import { UnitNames } from './unit-names.tsx';

/** The plan of a disclosure (方案): content, scope, time, mode; exactly what is signed with the text. */
export function CaseMeta({ content, publishAt }: { content: RevisionContent; publishAt: string | null }) {
  const say = useText(texts);
  const scope = useText(scopeWords);
  const affairs = useText(affairsWords);
  const mode = useText(modeWords);
  const rows: readonly (readonly [string, ReactNode])[] = [
    [say('meta.scope'), scope(content.scope)],
    ...(content.audience === null
      ? []
      : ([[say('meta.audience'), <UnitNames key="units" ids={content.audience.units} />]] as const)),
    [say('meta.affairsKind'), affairs(content.affairsKind)],
    [say('meta.mode'), mode(content.mode)],
    [say('meta.category'), content.category === '' ? '—' : content.category],
    ...(content.documentDate === null
      ? []
      : ([
          [
            say('meta.documentDate'),
            <span key="date" className="tabular">
              {content.documentDate}
            </span>,
          ],
        ] as const)),
    [say('meta.validity'), say(`validity.${content.validity}`)],
    ...(content.expiresOn === null ? [] : ([[say('meta.expiresOn'), content.expiresOn]] as const)),
    [
      say('meta.publishAt'),
      publishAt === null && content.publishAt === null
        ? say('atOnce')
        : formatMoment(publishAt ?? content.publishAt),
    ],
    [say('meta.duties'), <DutyNames key="duties" ids={content.duties} />],
    ...(content.keywords.length === 0
      ? []
      : ([[say('meta.keywords'), content.keywords.join('、')]] as const)),
    ...(content.changeNote === null ? [] : ([[say('meta.changeNote'), content.changeNote]] as const)),
    ...(content.reason === null ? [] : ([[say('meta.reason'), content.reason]] as const)),
  ];
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <Row key={name} name={name}>
          {value}
        </Row>
      ))}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
