import {
  affairsWords,
  formatMoment,
  GoTo,
  Mark,
  Page,
  Section,
  scopeWords,
  useAddressPart,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { ItemDetailView } from '../forms.ts';
import { Erasures } from './erasure/erasures.tsx';
import { StartRevision } from './start-revision.tsx';
import { texts, useWords } from './texts.ts';

/** One public item: where it stands, its versions, and the way to correct or withdraw it. */
export function Screen() {
  const read = useRead<ItemDetailView>(`/api/publications/${useAddressPart('id')}`);
  return <WhenRead of={read}>{(item) => <Item item={item} />}</WhenRead>;
}

function Item({ item }: { item: ItemDetailView }) {
  const say = useText(texts);
  return (
    <Page
      title={item.title}
      crumbs={[{ title: say('publications'), to: '/publications' }, { title: item.unitName }]}
      note={<State item={item} />}
      actions={
        <>
          <StartRevision disclosure={item.disclosure} live={item.state === 'live'} />
          {item.state === 'registered' ? null : (
            <a href={item.path} target="_blank" rel="noopener">
              {say('openPortal')}
            </a>
          )}
          {item.state === 'live' ? <Papers item={item} /> : null}
        </>
      }
    >
      <Facts item={item} />
      <Versions item={item} />
      <Related item={item} />
      <Erasures item={item.id} />
    </Page>
  );
}

/** 公文版式, and for what society may see the sheet for a notice board. */
function Papers({ item }: { item: ItemDetailView }) {
  const say = useText(texts);
  const { me } = useSession();
  const sheet = `/api/carriers/sheets?unit=${item.unit}&slugs=${item.slug}`;
  const link = (href: string, words: string) => (
    <a href={href} target="_blank" rel="noopener">
      {words}
    </a>
  );
  return (
    <>
      {link(`${item.path}.pdf`, say('officialPdf'))}
      {link(`${item.path}.docx`, say('officialWord'))}
      {item.scope === 'society' && me.permissions.includes('carriers.view') ? (
        <>
          {link(sheet, say('sheetA4'))}
          {link(`${sheet}&paper=A3`, say('sheetA3'))}
        </>
      ) : null}
    </>
  );
}

function State({ item }: { item: ItemDetailView }) {
  const say = useText(texts);
  switch (item.state) {
    case 'registered':
      return <Mark tone="wait">{say('registered')}</Mark>;
    case 'withdrawn':
      return (
        <span className="red">
          {say('withdrawnAt', { at: formatMoment(item.withdrawnAt), reason: item.withdrawnReason ?? '—' })}
        </span>
      );
    case 'live':
      return (
        <span className="row">
          <Mark tone="good">{say('live')}</Mark>
          {item.waiting ? <Mark tone="wait">{say('registeredNext')}</Mark> : null}
        </span>
      );
  }
}

function Facts({ item }: { item: ItemDetailView }) {
  const say = useText(texts);
  const scope = useText(scopeWords);
  const affairs = useText(affairsWords);
  return (
    <Section>
      <dl className="facts">
        <dt>{say('indexNumber')}</dt>
        <dd className="tabular nowrap">{item.indexNumber}</dd>
        <dt>{say('documentNumber')}</dt>
        <dd className="nowrap">{item.documentNumber ?? '—'}</dd>
        <dt>{say('scope')}</dt>
        <dd>{scope(item.scope)}</dd>
        <dt>{say('affairsKind')}</dt>
        <dd>{affairs(item.affairsKind)}</dd>
        <dt>{say('category')}</dt>
        <dd>{item.category === '' ? '—' : item.category}</dd>
        <dt>{say('validity')}</dt>
        <dd>{say(`validity.${item.validity}`)}</dd>
        <dt>{say('publishedAt')}</dt>
        <dd className="tabular">{formatMoment(item.publishedAt)}</dd>
        <dt>{say('changedAt')}</dt>
        <dd className="tabular">{formatMoment(item.changedAt)}</dd>
      </dl>
    </Section>
  );
}

function Versions({ item }: { item: ItemDetailView }) {
  const say = useText(texts);
  return (
    <Section title={say('history')}>
      <ol className="signatures">
        {item.history.map((version) => (
          <li key={version.version}>
            <span className="quiet tabular">{formatMoment(version.publishedAt)}</span>
            <div>
              {say('version')} {version.version} · {say(`purpose.${version.purpose}`)}
              {version.note === null ? null : <p className="quiet">{version.note}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Related({ item }: { item: ItemDetailView }) {
  const say = useText(texts);
  const words = useWords();
  if (item.related.length === 0) return null;
  return (
    <Section title={say('related')}>
      <ul className="plain-list">
        {item.related.map((one) => (
          <li key={`${one.kind}${one.direction}${one.item.id}`}>
            <span className="quiet">
              {words(`relation.${one.kind}.${one.direction}`).replace(/^relation\./, '')}{' '}
            </span>
            <GoTo to={`/publications/${one.item.id}`}>{one.item.title}</GoTo>
          </li>
        ))}
      </ul>
    </Section>
  );
}
