/** Somebody asked to stop before the program was up. */
export class StopAsked extends Error {}

export type StopRequest = {
  /** Settles when somebody asks to stop: Ctrl-C or the service manager. A second signal ends the process at once. */
  readonly asked: Promise<void>;
  /** Waits for `work`, but no longer than until somebody asks to stop; then it throws `StopAsked`. */
  readonly before: <T>(work: Promise<T>) => Promise<T>;
};

export function stopRequest(): StopRequest {
  const asked = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  const refusal = asked.then((): never => {
    throw new StopAsked();
  });
  refusal.catch(() => undefined);
  return { asked, before: (work) => Promise.race([work, refusal]) };
}
