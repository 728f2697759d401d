import { sketchPath } from '@/components/sequences/sketch-path'
import { element, svg } from '@/components/takeout-viewer/dom'
import { hrefOf } from '@/components/takeout-viewer/route'
import { formatDate } from '@/lib/format/date'
import { formatCount, formatLength, formatPlural } from '@/lib/format/number'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { ViewerSequence } from '@/lib/model/takeout-viewer'

const SKETCH = 56
const ROWS_AT_ONCE = 200

/** The sequences as cards, the next ones when one comes near the end. `hover` is told which one is pointed at. */
export function createSequenceList(hover: (sequenceId: number | null) => void) {
  const list = element('ul', { class: 'sequence-list', 'aria-label': 'Sequences' })
  const more = element('button', { type: 'button', class: 'more' }, 'Show more')
  const box = element('div', {}, list, more)
  let waiting: ViewerSequence[] = []
  const words = new Map<number, HTMLElement>()

  function append(): void {
    for (const sequence of waiting.splice(0, ROWS_AT_ONCE)) list.append(cardOf(sequence))
    more.hidden = waiting.length === 0
  }
  more.onclick = append

  function cardOf(sequence: ViewerSequence): HTMLElement {
    const found = element('span', { class: 'found' })
    words.set(sequence.id, found)
    const link = element(
      'a',
      { href: hrefOf(sequence.id), class: 'card' },
      sketchOf(sequence),
      element(
        'span',
        { class: 'row-words' },
        element('strong', { dir: 'auto' }, sequence.name),
        element('span', { class: 'muted' }, daysOf(sequence)),
        element('span', { class: 'faint' }, amountOf(sequence)),
        found,
      ),
    )
    link.onpointerenter = link.onfocus = () => hover(sequence.id)
    link.onpointerleave = link.onblur = () => hover(null)
    return element('li', {}, link)
  }

  return {
    element: box,
    show(sequences: ViewerSequence[]): void {
      waiting = [...sequences]
      words.clear()
      list.replaceChildren()
      append()
    },
    /** Says how many photos of a sequence a search found. */
    setFound(sequenceId: number, count: number): void {
      const place = words.get(sequenceId)
      if (place) place.textContent = `${formatPlural(count, 'photo')} found`
    },
  }
}

export function daysOf({ firstDay, lastDay }: ViewerSequence): string {
  if (firstDay === null || lastDay === null) return 'Date unknown'
  return firstDay === lastDay ? formatDate(firstDay) : `${formatDate(firstDay)} – ${formatDate(lastDay)}`
}

export function amountOf({ count, panoCount, meters }: ViewerSequence): string {
  const round = panoCount === count ? '360°' : `${formatCount(panoCount)} in 360°`
  const parts = [formatPlural(count, 'photo'), panoCount > 0 ? round : null, meters > 0 ? formatLength(meters) : null]
  return parts.filter((part) => part !== null).join(' · ')
}

function sketchOf({ line }: ViewerSequence): SVGElement {
  const points = Array.from({ length: line.length / 2 }, (_, i): LngLat => [line[2 * i] ?? 0, line[2 * i + 1] ?? 0])
  const path = sketchPath(points, SKETCH, 6)
  const [first] = path
  return svg(
    'svg',
    { viewBox: `0 0 ${SKETCH} ${SKETCH}`, class: 'sketch', 'aria-hidden': 'true' },
    svg('polyline', { points: path.map((point) => point.join(',')).join(' ') }),
    ...(first ? [svg('circle', { cx: first[0], cy: first[1], r: 3 })] : []),
  )
}
