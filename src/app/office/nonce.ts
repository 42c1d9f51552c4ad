/** The server wrote it into the page; styles made by components carry it so that the policy lets them in. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}

/**
 * The table component measures scroll bars with a style element of its own that carries no nonce, whatever its settings.
 * Every style element our scripts make gets the page's nonce; markup from elsewhere still gets none.
 */
export function giveStylesTheNonce(): void {
  const create = document.createElement;
  const nonce = readNonce();
  document.createElement = function createWithNonce(
    this: Document,
    name: string,
    options?: ElementCreationOptions,
  ) {
    const element = create.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof document.createElement;
}
