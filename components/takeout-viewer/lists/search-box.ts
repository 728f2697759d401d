import { element, icon } from '@/components/takeout-viewer/dom'
import { EVERYTHING, type Filter, isEverything } from '@/components/takeout-viewer/filter'
import type { ViewerSequence } from '@/lib/model/takeout-viewer'

const PAUSE_MS = 150

/** The search by tag, name and days. `change` is told after a short pause in the typing. */
export function createSearchBox(sequences: ViewerSequence[], change: (filter: Filter) => void) {
  const tags = [...new Set(sequences.flatMap((sequence) => sequence.tags))].sort()
  const suggestions = element('datalist', { id: 'tags' }, ...tags.map((tag) => element('option', { value: tag })))
  const text = element('input', {
    type: 'search',
    list: 'tags',
    placeholder: 'Bench, stop sign, a name …',
    'aria-label': 'Search by tag or name',
    autocomplete: 'off',
  })
  const [first, last] = daysOf(sequences)
  const from = element('input', { type: 'date', 'aria-label': 'From this day', min: first, max: last })
  const to = element('input', { type: 'date', 'aria-label': 'Up to this day', min: first, max: last })
  const clear = element('button', { type: 'button', class: 'link', hidden: true }, 'Clear')
  const status = element('p', { class: 'status', role: 'status' })
  let timer = 0

  const read = (): Filter => ({ text: text.value, from: from.value, to: to.value })
  const tell = () => {
    clear.hidden = isEverything(read())
    clearTimeout(timer)
    timer = window.setTimeout(() => change(read()), PAUSE_MS)
  }
  for (const field of [text, from, to]) field.oninput = tell
  clear.onclick = () => {
    text.value = EVERYTHING.text
    from.value = to.value = EVERYTHING.from
    tell()
    text.focus()
  }
  const form = element(
    'form',
    { class: 'search', role: 'search', onsubmit: (event) => event.preventDefault() },
    element('div', { class: 'search-text' }, icon('search'), text, suggestions),
    element('div', { class: 'search-days' }, from, element('span', { 'aria-hidden': 'true' }, '–'), to),
    element('div', { class: 'search-end' }, status, clear),
  )
  return { element: form, focus: () => text.focus(), say: (words: string) => status.replaceChildren(words) }
}

function daysOf(sequences: ViewerSequence[]): [first: string | undefined, last: string | undefined] {
  const days = sequences
    .flatMap(({ firstDay, lastDay }) => [firstDay, lastDay])
    .filter((day) => day !== null)
    .sort()
  return [days[0], days.at(-1)]
}
