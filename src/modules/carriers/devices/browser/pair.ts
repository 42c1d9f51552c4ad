/* A screen or kiosk without a key: shows a code until somebody of the office has typed it in. */

type Begun = { readonly pairing: string; readonly secret: string; readonly code: string };
type Claimed = { readonly device: string; readonly key: string | null };

const kind = document.body.dataset['kind'] === 'kiosk' ? 'kiosk' : 'screen';
const POLL_MS = 3_000;
const AGAIN_MS = 15_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function show(code: string, words: string): void {
  const digits = document.getElementById('code');
  const line = document.getElementById('line');
  if (digits !== null) digits.textContent = code.replace(/(\d{4})(?=\d)/, '$1 ');
  if (line !== null) line.textContent = words;
}

async function post<T>(
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; said: T | null }> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      cache: 'no-store',
    });
    return { status: answer.status, said: answer.status === 200 ? ((await answer.json()) as T) : null };
  } catch {
    return { status: 0, said: null };
  }
}

/** One code, until it was typed in (true) or ran out. */
async function tryOne(): Promise<boolean> {
  const begun = await post<Begun>('/screen/pair', { kind });
  if (begun.said === null) {
    show('', '暂时联系不上服务器，稍后自动重试');
    await wait(AGAIN_MS);
    return false;
  }
  const { pairing, secret, code } = begun.said;
  show(code, '请在办公平台“公开载体”中输入以上数字完成配对');
  for (;;) {
    await wait(POLL_MS);
    const claimed = await post<Claimed>('/screen/claim', { pairing, secret });
    if (claimed.status === 404) return false;
    if (claimed.said === null) continue;
    const { device, key } = claimed.said;
    if (kind === 'screen') {
      const kept = { key, body: null, hash: null, heard: null };
      localStorage.setItem(`gongkai-screen:${device}`, JSON.stringify(kept));
    }
    location.replace(`/${kind}/${device}`);
    return true;
  }
}

async function start(): Promise<void> {
  while (!(await tryOne()));
}

void start();

export {};
