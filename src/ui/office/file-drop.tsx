import { useEffect, useRef, useState } from 'react';

/**
 * Files dropped anywhere on the page, as from the desktop. Dropping is an extra way: a button must do the same.
 * @param take null where nothing can be done with files now
 * @returns whether files are being held over the page
 */
export function useFileDrop(take: ((files: readonly File[]) => void) | null): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    let depth = 0;
    const holdsFiles = (event: DragEvent) =>
      latest.current !== null && event.dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = () => {
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const allow = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const end = () => {
      depth = 0;
      setOver(false);
    };
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      end();
      if (latest.current === null || files.length === 0 || event.defaultPrevented) return;
      event.preventDefault();
      latest.current(files);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: allow, drop } as const;
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name as 'drop', listener);
    // A drop that an editor or an upload field takes for itself ends the hovering too.
    window.addEventListener('drop', end, true);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name as 'drop', listener);
      window.removeEventListener('drop', end, true);
    };
  }, []);
  return over;
}

/** Says over the whole page what letting go will do. */
export function DropVeil({ words }: { words: string }) {
  return (
    <div className="drop-veil" aria-hidden>
      <span>{words}</span>
    </div>
  );
}
