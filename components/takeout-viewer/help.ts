import { element, iconButton } from './dom'

const KEYS: [keys: string, what: string][] = [
  ['← →', 'previous and next photo'],
  ['Page up, page down', 'ten photos back or on'],
  ['Home, End', 'first and last photo'],
  ['Shift + arrows, or drag', 'look around in a panorama'],
  ['+ −', 'zoom'],
  ['O', 'outlines of what is on the photo'],
  ['/', 'search'],
  ['Esc', 'back'],
]

export function createHelp(): HTMLDialogElement {
  const dialog = element('dialog', { class: 'help', 'aria-label': 'Keys' })
  dialog.append(
    element(
      'div',
      { class: 'help-top' },
      element('h2', {}, 'Keys'),
      iconButton('close', 'Close', () => dialog.close()),
    ),
    element('dl', {}, ...KEYS.flatMap(([keys, what]) => [element('dt', {}, keys), element('dd', {}, what)])),
    element(
      'p',
      { class: 'muted' },
      'Everything here comes from this folder, nothing from the internet. Panoramas are shown from small pictures, because browsers do not let a page from a disk read more by itself; “Open this folder” lets it show them in full size.',
    ),
  )
  return dialog
}
