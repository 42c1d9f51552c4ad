import { attrs, type Html, type HtmlValue, html } from '#platform/html';
import { padKeys } from '../devices/browser/typed.ts';
import { type Kiosk, startOf } from './frame.ts';

/**
 * The form that finds, with its keys: every key is a button of the form, so it works on any touch screen, without keyboard and
 * without script. The first button is the one that Enter presses.
 */
export function searchForm(kiosk: Kiosk, text: string, hasPad: boolean): Html {
  const { t } = kiosk;
  const field = attrs({
    name: 'q',
    type: 'search',
    maxlength: 60,
    value: text,
    inputmode: hasPad ? 'none' : null,
    'aria-label': t('carriers.kiosk.find'),
    placeholder: t('carriers.kiosk.findHelp'),
  });
  return html`<form class="find" action="${startOf(kiosk)}/search" method="get" role="search" autocomplete="off"><input ${field}><button class="go main">${t('carriers.kiosk.search')}</button>
${hasPad && pad(kiosk)}</form>`;
}

function pad({ t }: Kiosk): HtmlValue {
  const key = (value: string, words: HtmlValue, wide = false) =>
    html`<button ${attrs({ class: wide ? 'key wide' : 'key', name: 'key', value })}>${words}</button>`;
  return html`<div class="pad" role="group" aria-label="${t('carriers.kiosk.pad')}">${padKeys.map((one) => key(one, one.toUpperCase()))}${key('back', t('carriers.kiosk.back'), true)}${key('clear', t('carriers.kiosk.clear'), true)}</div>`;
}
