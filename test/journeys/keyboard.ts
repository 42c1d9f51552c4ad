import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** More presses of Tab than any screen should need to reach what matters. */
const MOST_TABS = 120;

type Focus = { readonly words: string; readonly seen: boolean };

/** What has the keyboard: its role and words, and whether one can see that it has. */
function focusOf(page: Page): Promise<Focus> {
  return page.evaluate<Focus>(`(() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const words = [one.tagName.toLowerCase(), one.getAttribute('name'), one.getAttribute('aria-label'), one.textContent.trim()];
    const ring = (two) => two.outlineStyle !== 'none' && parseFloat(two.outlineWidth) > 0 || two.boxShadow !== 'none';
    const around = one.closest('.ant-select, .ant-input-affix-wrapper, .ant-input-number, .ant-checkbox, .ant-radio, .ant-mentions');
    return {
      words: words.filter(Boolean).join(' '),
      seen: ring(style) || around !== null || style.borderStyle !== 'none' && one.tagName === 'TEXTAREA',
    };
  })()`);
}

/** Goes on with Tab until what these words name has the keyboard; each stop on the way must be visible. */
export async function tabTo(page: Page, words: RegExp): Promise<void> {
  const met: string[] = [];
  for (let press = 0; press < MOST_TABS; press += 1) {
    await page.keyboard.press('Tab');
    const focus = await focusOf(page);
    if (!focus.words.startsWith('body'))
      assert.ok(focus.seen, `one can see that this has the keyboard: ${focus.words}`);
    if (words.test(focus.words)) return;
    met.push(focus.words.slice(0, 40));
  }
  assert.fail(`Tab does not reach ${words}; it meets ${met.join(' → ')}`);
}
