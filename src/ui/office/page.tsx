import { type ReactNode, useEffect } from 'react';
import { GoTo } from './go.tsx';

export type Crumb = { readonly title: string; readonly to?: string };

type PageProps = {
  readonly title: string;
  /** Where this screen lies, outermost first. */
  readonly crumbs?: readonly Crumb[];
  /** A short line under the title. */
  readonly note?: ReactNode;
  /** Actions at the right of the title. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** A screen: title (also the window's), where it lies, actions, content. */
export function Page({ title, crumbs, note, actions, wide, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${document.documentElement.lang === 'en' ? 'Gongkai office' : '公开办公'}`;
  }, [title]);
  return (
    <div className={wide === true ? 'page page-wide' : 'page'}>
      {crumbs === undefined || crumbs.length === 0 ? null : <Crumbs crumbs={crumbs} />}
      <div className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {note === undefined ? null : <div className="page-note">{note}</div>}
        </div>
        {actions === undefined ? null : <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="breadcrumb">
      <ol>
        {crumbs.map((crumb) => (
          <li key={`${crumb.title}${crumb.to ?? ''}`}>
            {crumb.to === undefined ? crumb.title : <GoTo to={crumb.to}>{crumb.title}</GoTo>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

type SectionProps = {
  readonly title?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly id?: string;
};

/** A block of a screen with its own heading. */
export function Section({ title, actions, children, id }: SectionProps) {
  return (
    <section className="section" {...(id === undefined ? {} : { id })}>
      {title === undefined ? null : (
        <div className="section-head">
          <h2>{title}</h2>
          {actions === undefined ? null : <div className="section-actions">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}
