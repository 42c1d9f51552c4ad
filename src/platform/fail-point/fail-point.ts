/** `name`, or `name:3` for the third time it is reached. */
const asked = process.env['GONGKAI_FAIL_POINT'];
const wanted = parse(asked);
let reached = 0;

function parse(text: string | undefined): { readonly name: string; readonly time: number } | null {
  if (text === undefined || text === '') return null;
  const [name = '', time = '1'] = text.split(':');
  return { name, time: Number(time) };
}

/**
 * A place after which a power cut must do no harm. Does nothing, unless the environment's `GONGKAI_FAIL_POINT` names it:
 * then the process ends there as kill -9 ends it. For the crash tests.
 * @param name where: `after-…`, one of the lists that the rooms export
 */
export function failPoint(name: string): void {
  if (wanted === null || wanted.name !== name) return;
  reached += 1;
  if (reached === wanted.time) process.kill(process.pid, 'SIGKILL');
}
