import type { ReactNode } from 'react';

/** A field under its name. */
export function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="labelled">
      <div className="quiet">{label}</div>
      {children}
    </div>
  );
}
