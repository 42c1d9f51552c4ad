import { Button } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  type Crumb,
  Due,
  formatMoment,
  GoTo,
  Page,
  periodWords,
  Section,
  scopeWords,
  timeKindWords,
  useAddressPart,
  useGo,
  useLocale,
  useRead,
  useText,
  WhenRead,
} from '#ui/office';
import type { DutyDetail } from '../forms.ts';
import { CancelDuty } from './duty-actions.tsx';
import { StandingMark } from './state.tsx';
import { texts, useWords } from './texts.ts';

/** One duty: what is due, when and why then, how it stands; and the way to fulfil or withhold it. */
export function Screen() {
  const read = useRead<DutyDetail>(`/api/duties/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(duty) => <Duty duty={duty} />}</WhenRead>;
}

function Duty({ duty }: { duty: DutyDetail }) {
  const say = useText(texts);
  const { locale } = useLocale();
  const crumbs: readonly Crumb[] = [{ title: say('duties'), to: '/duties' }, { title: duty.unitName }];
  return (
    <>
      <Page
        title={duty.matter2 === '' ? duty.matter1 : `${duty.matter1} · ${duty.matter2}`}
        crumbs={crumbs}
        note={
          <span className="row">
            <StandingMark standing={duty.standing} />
            <Due on={duty.due} settled={duty.state !== 'open'} />
            <span>{periodWords(duty.period, locale)}</span>
          </span>
        }
      >
        <WhyDate duty={duty} />
        <Facts duty={duty} />
        <Changes duty={duty} />
      </Page>
      <Actions duty={duty} />
    </>
  );
}

function WhyDate({ duty }: { duty: DutyDetail }) {
  const say = useText(texts);
  const words = useWords();
  return (
    <Section title={say('whyDate')}>
      <p>{duty.sentence}</p>
      {duty.explanation.length < 2 ? null : (
        <ol className="steps-list">
          {duty.explanation.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps of one answer never move
            <li key={index}>{explain(words, step)}</li>
          ))}
        </ol>
      )}
      {duty.nominal === duty.due ? null : <p className="quiet">{say('nominal', { date: duty.nominal })}</p>}
      {duty.warnings.map((warning) => (
        <p key={warning.year} className="red">
          {say('notLoaded', { year: warning.year })}
        </p>
      ))}
    </Section>
  );
}

/** A step's words live with the calendar or with the catalogue, whoever made it. */
function explain(words: ReturnType<typeof useWords>, step: DutyDetail['explanation'][number]): string {
  for (const key of [step.code, `catalogue.step.${step.code}`, `calendar.step.${step.code}`]) {
    const text = words(key, translated(words, step.params));
    if (text !== key) return text;
  }
  return step.code;
}

function translated(words: ReturnType<typeof useWords>, params: Readonly<Record<string, string | number>>) {
  const trigger = params['trigger'];
  return typeof trigger === 'string'
    ? { ...params, trigger: words(`trigger.${trigger}`).replace(/^trigger\./, '') }
    : params;
}

function Facts({ duty }: { duty: DutyDetail }) {
  const say = useText(texts);
  const words = useWords();
  const affairs = useText(affairsWords);
  const scope = useText(scopeWords);
  const timeKind = useText(timeKindWords);
  return (
    <Section>
      <dl className="facts">
        <dt>{say('content')}</dt>
        <dd>{duty.content === '' ? '—' : duty.content}</dd>
        <dt>{say('basis')}</dt>
        <dd>{duty.basis === '' ? '—' : duty.basis}</dd>
        <dt>{say('scope')}</dt>
        <dd>{scope(duty.scope)}</dd>
        <dt>{say('affairsKind')}</dt>
        <dd>{affairs(duty.affairsKind)}</dd>
        <dt>{say('printedLimit')}</dt>
        <dd>
          {timeKind(duty.timeKind)} · {duty.timeLimit}
        </dd>
        <dt>{say('catalogueOf')}</dt>
        <dd>
          <GoTo to={`/catalogues/${duty.catalogue}`} search={{ row: duty.item }}>
            {duty.unitName}
          </GoTo>
        </dd>
        {duty.fulfilledAt === null ? null : (
          <>
            <dt>{say('fulfilledAt')}</dt>
            <dd className="tabular">{formatMoment(duty.fulfilledAt)}</dd>
          </>
        )}
        {duty.publication === null ? null : (
          <>
            <dt>{say('publication')}</dt>
            <dd>
              <GoTo to={`/publications/${duty.publication}`}>{say('seePublication')}</GoTo>
            </dd>
          </>
        )}
        {duty.withhold === null ? null : (
          <>
            <dt>{words('dutyState.withheld')}</dt>
            <dd>
              {words(`withholdReason.${duty.withhold.reason}`)}
              {duty.withhold.note === '' ? '' : `：${duty.withhold.note}`}（{say('reviewOn')}{' '}
              {duty.withhold.reviewOn}）
            </dd>
          </>
        )}
        {duty.cancelReason === null ? null : (
          <>
            <dt>{words('dutyState.cancelled')}</dt>
            <dd>{duty.cancelReason}</dd>
          </>
        )}
      </dl>
    </Section>
  );
}

function Changes({ duty }: { duty: DutyDetail }) {
  const say = useText(texts);
  const words = useWords();
  return (
    <Section title={say('changes')}>
      {duty.changes.length === 0 ? (
        <p className="quiet">{say('noChanges')}</p>
      ) : (
        <ol className="signatures">
          {duty.changes.map((row) => (
            <li key={`${row.at}${row.cause}`}>
              <span className="quiet tabular">{formatMoment(row.at)}</span>
              <div>
                {row.actor === null ? '' : `${row.actor} `}
                {words(`catalogue.cause.${row.cause}`)}
                {row.before === row.after || row.after === null ? null : (
                  <span className="tabular">
                    {' '}
                    {row.before ?? '—'} → {row.after}
                  </span>
                )}
                {row.note === '' ? null : <p className="quiet">{row.note}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Actions({ duty }: { duty: DutyDetail }) {
  const say = useText(texts);
  const go = useGo();
  const [asked, ask] = useState<'cancel' | null>(null);
  if (duty.state !== 'open') return null;
  return (
    <div className="decide">
      <span className="decide-note" />
      <Button onClick={() => ask('cancel')}>{say('cancelDuty')}</Button>
      <Button onClick={() => go('/withholdings/new', { duty: duty.id })}>{say('withhold')}</Button>
      <Button type="primary" onClick={() => go('/compose', { unit: String(duty.unit), duty: duty.id })}>
        {say('write')}
      </Button>
      {asked === 'cancel' ? <CancelDuty duty={duty} close={() => ask(null)} /> : null}
    </div>
  );
}
