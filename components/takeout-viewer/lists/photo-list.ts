import { element } from '@/components/takeout-viewer/dom'
import { hrefOf } from '@/components/takeout-viewer/route'
import { formatCount } from '@/lib/format/number'
import type { ViewerPhoto } from '@/lib/model/takeout-viewer'

const ROW_PIXELS = 76
const ROWS_AROUND = 6 // beyond what is in sight

type Shown = { sequenceId: number; photos: ViewerPhoto[]; tags: string[]; current: number | null }

/** The photos of a sequence. Only the rows in sight are in the page, however many there are. */
export function createPhotoList(scroller: HTMLElement) {
  const list = element('ol', { class: 'photo-list', 'aria-label': 'Photos' })
  const rows = new Map<number, HTMLElement>() // by index
  let shown: Shown = { sequenceId: 0, photos: [], tags: [], current: null }

  function draw(): void {
    if (!list.isConnected) return
    const top = Math.max(0, scroller.scrollTop - list.offsetTop)
    const first = Math.max(0, Math.floor(top / ROW_PIXELS) - ROWS_AROUND)
    const last = Math.min(shown.photos.length, Math.ceil((top + scroller.clientHeight) / ROW_PIXELS) + ROWS_AROUND)
    for (const [index, row] of rows)
      if (index < first || index >= last) {
        row.remove()
        rows.delete(index)
      }
    for (let index = first; index < last; index += 1) {
      const photo = shown.photos[index]
      if (!photo || rows.has(index)) continue
      const row = rowOf(photo, index, shown)
      rows.set(index, row)
      list.append(row)
    }
  }
  scroller.addEventListener('scroll', draw, { passive: true })
  new ResizeObserver(draw).observe(scroller)

  return {
    element: list,
    show(next: Omit<Shown, 'current'>): void {
      shown = { ...next, current: null }
      list.style.height = `${next.photos.length * ROW_PIXELS}px`
      list.replaceChildren()
      rows.clear()
      requestAnimationFrame(draw)
    },
    /** Marks the photo that is looked at, and brings its row in sight. */
    setCurrent(index: number | null): void {
      if (shown.current !== null) rows.get(shown.current)?.firstElementChild?.removeAttribute('aria-current')
      shown.current = index
      if (index === null) return
      const top = list.offsetTop + index * ROW_PIXELS
      const isSeen = top >= scroller.scrollTop && top + ROW_PIXELS <= scroller.scrollTop + scroller.clientHeight
      if (!isSeen) scroller.scrollTop = top - scroller.clientHeight / 2
      draw()
      rows.get(index)?.firstElementChild?.setAttribute('aria-current', 'true')
    },
  }
}

/** `8 May 2021, 18:12:05`, in the time of the place. */
function timeOf({ at, zone = 'UTC' }: ViewerPhoto): string {
  if (!at) return 'Date unknown'
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: zone })
}

function rowOf(photo: ViewerPhoto, index: number, { sequenceId, photos, tags, current }: Shown): HTMLElement {
  const image = element('img', { src: photo.file, alt: '', loading: 'lazy', decoding: 'async', draggable: 'false' })
  image.onerror = () => image.remove()
  const names = (photo.tags ?? []).slice(0, 4).flatMap((tag) => tags[tag] ?? [])
  const link = element(
    'a',
    { href: hrefOf(sequenceId, photo.n), 'aria-current': index === current && 'true' },
    element('span', { class: 'thumb' }, image, photo.pano ? element('span', { class: 'badge' }, '360°') : null),
    element(
      'span',
      { class: 'row-words' },
      element('strong', {}, `Photo ${formatCount(photo.n)}`),
      element('span', { class: 'muted' }, timeOf(photo)),
      element('span', { class: 'faint' }, names.join(', ')),
    ),
  )
  const row = element('li', { 'aria-setsize': photos.length, 'aria-posinset': index + 1 }, link)
  row.style.top = `${index * ROW_PIXELS}px`
  return row
}
