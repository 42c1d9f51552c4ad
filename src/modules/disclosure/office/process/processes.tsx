import { Button, Select } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  formatMoment,
  Mark,
  Nothing,
  Page,
  roleWords,
  Section,
  type UnitOption,
  UnitPicker,
  useAddressState,
  useLocale,
  useRead,
  useSession,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { ProcessList, ProcessView } from '../../forms.ts';
import { affairsKinds, seatsOf } from '../../words.ts';
import { Drawing } from './drawing.tsx';
import { Editor } from './editor.tsx';
import { useStepName } from './step-card.tsx';
import { processTexts } from './texts.ts';

/** Processes of a unit: what is in force for each kind of affairs, its versions, and the editor. */
export function Screen() {
  const say = useText(processTexts);
  const { locale } = useLocale();
  const { unit, units } = useSession();
  const [address, change] = useAddressState();
  const shown = Number(address['unit'] ?? unit?.id ?? 0);
  const affairsKind = affairsKinds.find((one) => one === address['kind']) ?? null;
  const [from, edit] = useState<ProcessView | null>(null);
  const read = useRead<ProcessList>(
    shown === 0 ? null : withQuery('/api/disclosures/processes', { unit: shown }),
  );
  const named = useRead<UnitOption>(shown === 0 ? null : `/api/units/${shown}`).data;
  return (
    <Page title={say('processes')} note={say('processesHelp')} wide>
      {from === null ? (
        <div className="filters">
          <div className="grow">
            <UnitPicker
              aria-label={say('unit')}
              value={shown === 0 ? null : shown}
              valueName={units.find((one) => one.id === shown)?.name ?? named?.name}
              onChange={(next) => change({ unit: next === null ? undefined : String(next) })}
            />
          </div>
          <Select
            aria-label={say('forKind')}
            style={{ width: 200 }}
            value={affairsKind ?? ''}
            options={[
              { value: '', label: say('everyKind') },
              ...affairsKinds.map((value) => ({ value, label: affairsWords[locale][value] })),
            ]}
            onChange={(next) => change({ kind: next === '' ? undefined : next })}
          />
        </div>
      ) : null}
      {shown === 0 ? (
        <Nothing title={say('chooseUnit')} />
      ) : from === null ? (
        <WhenRead of={read}>
          {({ rows }) => <InForce unit={shown} kind={affairsKind} rows={rows} edit={edit} />}
        </WhenRead>
      ) : (
        <Editor
          unit={{ id: shown, name: named?.name ?? '' }}
          affairsKind={affairsKind}
          unitKind={null}
          from={from}
          close={() => edit(null)}
        />
      )}
    </Page>
  );
}

type InForceProps = {
  readonly unit: number;
  readonly kind: string | null;
  readonly rows: readonly ProcessView[];
  readonly edit: (from: ProcessView) => void;
};

function InForce({ unit, kind, rows, edit }: InForceProps) {
  const say = useText(processTexts);
  const { me } = useSession();
  const may = me.permissions.includes('disclosure.define-process');
  const own = rows.find(
    (row) => row.unit === unit && row.affairsKind === kind && row.unitKind === null && row.inForce,
  );
  const above = rows.find(
    (row) =>
      row.inForce &&
      row.unit !== null &&
      row.unit !== unit &&
      (row.affairsKind === kind || row.affairsKind === null),
  );
  const standard = rows.find((row) => row.unit === null && row.inForce);
  const shown = own ?? above ?? standard;
  if (shown === undefined) return null;
  return (
    <>
      <Section
        title={say('inForce')}
        actions={
          may ? (
            <Button type="primary" onClick={() => edit(shown)}>
              {own === undefined ? say('designOwn') : say('design')}
            </Button>
          ) : undefined
        }
      >
        <p>
          <strong>{shown.name}</strong> <Origin view={shown} unit={unit} />
        </p>
        <Shown view={shown} />
        {may ? null : <p className="quiet">{say('mayNot')}</p>}
        {may && own !== undefined ? (
          <p className="row">
            {above === undefined ? null : <Button onClick={() => edit(above)}>{say('copySuperior')}</Button>}
            {standard === undefined ? null : (
              <Button onClick={() => edit(standard)}>{say('copyStandard')}</Button>
            )}
          </p>
        ) : null}
      </Section>
      <Versions
        rows={rows.filter((row) => row.unit === unit && row.affairsKind === kind)}
        edit={may ? edit : null}
      />
    </>
  );
}

function Origin({ view, unit }: { view: ProcessView; unit: number }) {
  const say = useText(processTexts);
  const { version } = view;
  const words =
    view.unit === null
      ? say('ofInstallation', { version })
      : view.unit === unit
        ? say('ofUnit', { version })
        : say('ofSuperior', { version });
  return (
    <span className="quiet">
      {words}
      {view.createdBy === null
        ? null
        : `（${say('by', { name: view.createdBy, at: formatMoment(view.createdAt) })}）`}
    </span>
  );
}

function Shown({ view }: { view: ProcessView }) {
  const say = useText(processTexts);
  const nameOf = useStepName();
  const { locale } = useLocale();
  const steps = view.steps.map((step) => ({
    key: step.key,
    words: nameOf(step),
    seats: seatsOf(step).map((seat) => `${say(`at.${seat.at}`)}·${roleWords[locale][seat.role]}`),
    conditional: step.when !== null,
    faulty: false,
    passedOver: false,
  }));
  return <Drawing steps={steps} />;
}

function Versions({
  rows,
  edit,
}: {
  rows: readonly ProcessView[];
  edit: ((from: ProcessView) => void) | null;
}) {
  const say = useText(processTexts);
  if (rows.length === 0) return null;
  return (
    <Section title={say('versions')}>
      <ul className="plain-list stack">
        {rows.map((row) => (
          <li key={row.id} className="row-between">
            <span>
              {say('version', { version: row.version })} {row.name}{' '}
              {row.inForce ? <Mark tone="good">{say('inForce')}</Mark> : null}
              <br />
              <span className="quiet">
                {say('by', { name: row.createdBy ?? '—', at: formatMoment(row.createdAt) })}
              </span>
            </span>
            {edit === null ? null : (
              <Button size="small" onClick={() => edit(row)}>
                {say('design')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
