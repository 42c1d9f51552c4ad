export type Colleague = { readonly id: string; readonly name: string };

/**
 * Who is called upon in a text: every `@` followed by the name of somebody on the list, the longest name that fits. Of two
 * colleagues of one name both are meant. Others cannot be called: whoever may not see the case is not on the list.
 */
export function mentionedIn(text: string, colleagues: readonly Colleague[]): readonly Colleague[] {
  const names = [...new Set(colleagues.map((one) => one.name))].sort((a, b) => b.length - a.length);
  const called = new Set<string>();
  for (const piece of text.replaceAll('＠', '@').split('@').slice(1)) {
    const name = names.find((one) => one !== '' && piece.startsWith(one));
    if (name !== undefined) called.add(name);
  }
  return colleagues.filter((one) => called.has(one.name));
}
