import { element } from '@/components/takeout-viewer/dom'
import { formatDateTime } from '@/lib/format/date'
import { formatDegrees, formatPlural } from '@/lib/format/number'
import type { ViewerPhoto } from '@/lib/model/takeout-viewer'

const POINTS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']

/** What is known of a photo; `highlight` is told which tag is pointed at. */
export function describePhoto(
  photo: ViewerPhoto,
  tags: string[],
  highlight: (tag: string | null) => void,
): HTMLElement {
  const rows: [name: string, value: Node | string | null][] = [
    ['Taken', photo.at ? formatDateTime(photo.at, photo.zone ?? null) : 'Date unknown'],
    ['Place', photo.lngLat ? `${formatDegrees(photo.lngLat[1])}, ${formatDegrees(photo.lngLat[0])}` : 'Not known'],
    ['Looking', photo.heading === undefined ? null : `${Math.round(photo.heading)}°, ${pointOf(photo.heading)}`],
    ['Altitude', photo.altitude ?? null],
    ['Camera', photo.camera ?? null],
    ['Kind', photo.pano ? '360° panorama' : 'Flat photo'],
    ['Worth the trip', photo.viewpoints ? `${formatPlural(photo.viewpoints, 'person says', 'people say')} so` : null],
    ['File', element('a', { href: photo.file, target: '_blank', rel: 'noopener' }, nameOf(photo.file))],
  ]
  return element(
    'div',
    { class: 'facts' },
    element(
      'dl',
      {},
      ...rows.flatMap(([name, value]) => (value === null ? [] : [element('dt', {}, name), element('dd', {}, value)])),
    ),
    ...tagsOf(photo, tags, highlight),
  )
}

function tagsOf(photo: ViewerPhoto, tags: string[], highlight: (tag: string | null) => void): HTMLElement[] {
  const names = (photo.tags ?? []).flatMap((index) => tags[index] ?? [])
  if (names.length === 0) return []
  let pressed: HTMLElement | null = null
  const chips = names.sort().map((name) => {
    const chip: HTMLElement = element('button', { type: 'button', class: 'chip', 'aria-pressed': 'false' }, name)
    const showPressed = () => highlight(pressed?.textContent ?? null)
    chip.onpointerenter = () => highlight(name)
    chip.onpointerleave = showPressed
    chip.onclick = () => {
      pressed?.setAttribute('aria-pressed', 'false')
      pressed = pressed === chip ? null : chip
      pressed?.setAttribute('aria-pressed', 'true')
      showPressed()
    }
    return element('li', {}, chip)
  })
  return [element('h3', {}, 'On this photo'), element('ul', { class: 'chips' }, ...chips)]
}

function pointOf(heading: number): string {
  return POINTS[Math.round(heading / 45) % 8] ?? ''
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
