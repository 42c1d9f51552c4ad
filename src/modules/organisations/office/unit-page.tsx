import { Button, Dropdown, Tabs } from 'antd';
import { useState } from 'react';
import { GoTo, Mark, Section, useAddressState, useText } from '#ui/office';
import type { UnitView } from '../forms.ts';
import { Leadership } from './leadership.tsx';
import { texts, useWords } from './texts.ts';
import { CreateUnit, EditDetails } from './unit-forms.tsx';
import { UnitHistory } from './unit-history.tsx';
import { type UnitMove, UnitMoveDialog } from './unit-moves.tsx';

type Asked = UnitMove | 'edit' | 'create';

/** One unit: what it is, who leads it, what became of it, and what may be changed. */
export function UnitPage({ unit }: { unit: UnitView }) {
  const say = useText(texts);
  const words = useWords();
  const [address, change] = useAddressState();
  const [asked, ask] = useState<Asked | null>(null);
  return (
    <>
      <nav className="crumbs" aria-label={say('superior')}>
        <ol>
          {unit.ancestors.map((one) => (
            <li key={one.id}>
              <GoTo to={`/units/${one.id}`}>{one.name}</GoTo>
            </li>
          ))}
        </ol>
      </nav>
      <div className="page-head">
        <div className="page-title">
          <h2 className="unit-title">{unit.name}</h2>
          <div className="row quiet">
            <span>{words(`unitLevel.${unit.level}`)}</span>
            <span>{words(`unitKind.${unit.kind}`)}</span>
            <span>{say('childCount', { count: unit.childCount })}</span>
            {unit.state === 'active' ? null : <Mark tone="quiet">{words(`unitState.${unit.state}`)}</Mark>}
            {unit.mergedInto === null ? null : (
              <GoTo to={`/units/${unit.mergedInto.id}`}>
                {say('mergedInto')} {unit.mergedInto.name}
              </GoTo>
            )}
          </div>
        </div>
        <Actions unit={unit} ask={ask} />
      </div>
      <Tabs
        activeKey={address['tab'] ?? 'details'}
        onChange={(tab) => change({ tab: tab === 'details' ? undefined : tab }, false)}
        items={[
          { key: 'details', label: say('details'), children: <Details unit={unit} /> },
          { key: 'leadership', label: say('leadership'), children: <Leadership unit={unit} /> },
          { key: 'history', label: say('history'), children: <UnitHistory unit={unit} /> },
        ]}
      />
      {asked === 'edit' ? <EditDetails unit={unit} close={() => ask(null)} /> : null}
      {asked === 'create' ? <CreateUnit superior={unit} close={() => ask(null)} /> : null}
      {asked === null || asked === 'edit' || asked === 'create' ? null : (
        <UnitMoveDialog unit={unit} move={asked} close={() => ask(null)} />
      )}
    </>
  );
}

const moves: readonly UnitMove[] = ['rename', 'move', 'merge', 'dissolve'];

function Actions({ unit, ask }: { unit: UnitView; ask: (asked: Asked) => void }) {
  const say = useText(texts);
  if (unit.state !== 'active') return null;
  return (
    <div className="page-actions">
      {unit.may.createBelow ? <Button onClick={() => ask('create')}>{say('createBelow')}</Button> : null}
      {unit.may.administer ? (
        <>
          <Dropdown
            trigger={['click']}
            menu={{
              items: moves.map((key) => ({ key, label: say(key) })),
              onClick: ({ key }) => ask(key as UnitMove),
            }}
          >
            <Button>
              {say('rename')}、{say('move')}…
            </Button>
          </Dropdown>
          <Button type="primary" onClick={() => ask('edit')}>
            {say('edit')}
          </Button>
        </>
      ) : null}
    </div>
  );
}

function Details({ unit }: { unit: UnitView }) {
  const say = useText(texts);
  const rows = [
    [say('code'), unit.code],
    [say('shortName'), unit.shortName],
    [say('line'), unit.line?.name ?? null],
    [say('uscc'), unit.uscc],
    [say('address'), unit.address],
    [say('phone'), unit.phone],
    [say('publicContact'), unit.publicContact],
    [say('website'), unit.website],
    [say('officeHours'), unit.officeHours],
    [say('introduction'), unit.introduction],
  ] as const;
  return (
    <Section>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd className="pre">{value ?? <span className="quiet">—</span>}</dd>
          </div>
        ))}
        {unit.formerNames.length === 0 ? null : (
          <>
            <dt>{say('formerNames')}</dt>
            <dd>
              {unit.formerNames
                .map((one) => say('formerName', { name: one.name, from: one.from }))
                .join('、')}
            </dd>
          </>
        )}
      </dl>
    </Section>
  );
}
