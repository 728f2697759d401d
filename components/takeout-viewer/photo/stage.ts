import { element, icon, iconButton } from '@/components/takeout-viewer/dom'
import type { OpenFolder } from '@/components/takeout-viewer/folder'
import { formatCount } from '@/lib/format/number'
import type { ViewerPhoto } from '@/lib/model/takeout-viewer'
import { createPicture } from './picture'

const ZOOM = 1.3
const TURN = 0.25 // of what one sees

export type Walk = { sequenceId: number; name: string; photos: ViewerPhoto[]; at: number }

/** The picture with what one walks with. `step` is told the index of the photo to go to. */
export function createStage(events: {
  step: (at: number) => void
  close: () => void
  turned: (direction: number | null) => void
}) {
  const picture = createPicture(events.turned)
  let walk: Walk | null = null
  let isShown = false

  const stepBy = (by: number) => {
    if (!walk) return
    const at = Math.max(0, Math.min(walk.photos.length - 1, walk.at + by))
    if (at !== walk.at) events.step(at)
  }
  const back = element(
    'button',
    { type: 'button', class: 'step back', 'aria-label': 'Previous photo', onclick: () => stepBy(-1) },
    icon('back'),
  )
  const next = element(
    'button',
    { type: 'button', class: 'step next', 'aria-label': 'Next photo', onclick: () => stepBy(1) },
    icon('next'),
  )
  const slider = element('input', { type: 'range', min: 0, 'aria-label': 'Place in the sequence' })
  slider.oninput = () => events.step(Number(slider.value))
  const heading = element('h2', { class: 'stage-title' })
  const toggle = iconButton('outlines', 'Outlines of what is on the photo', () => setOutlines(!isShown), {
    'aria-pressed': 'false',
  })
  function setOutlines(shown: boolean): void {
    isShown = shown
    toggle.setAttribute('aria-pressed', String(shown))
    picture.setStyle({ isShown })
  }

  const box = element(
    'div',
    { class: 'stage' },
    picture.element,
    element('div', { class: 'stage-top' }, heading, toggle, iconButton('close', 'Back to the map', events.close)),
    back,
    next,
    element('div', { class: 'stage-bottom' }, slider),
  )

  return {
    element: box,
    show(next_: Walk): void {
      walk = next_
      const { photos, at, sequenceId, name } = next_
      const photo = photos[at]
      if (!photo) return
      const words = `Photo ${formatCount(photo.n)}`
      const isAll = photo.n === at + 1
      heading.textContent = `${words}${isAll ? '' : ` · ${formatCount(at + 1)}`} of ${formatCount(photos.length)}`
      slider.max = String(photos.length - 1)
      slider.value = String(at)
      slider.disabled = photos.length < 2
      back.disabled = at === 0
      next.disabled = at === photos.length - 1
      picture.setStyle({ highlighted: null })
      picture.show({ sequenceId, photo }, `${words} of ${name}`)
    },
    highlight: (highlighted: string | null) => picture.setStyle({ highlighted }),
    setFolder: (folder: OpenFolder) => picture.setFolder(folder),
    /** What a key does here; false: nothing. */
    press(key: string, isShift: boolean): boolean {
      const sphere = picture.sphere()
      const looking: Record<string, () => void> = {
        ArrowLeft: () => sphere?.turnBy(-TURN, 0),
        ArrowRight: () => sphere?.turnBy(TURN, 0),
        ArrowUp: () => sphere?.turnBy(0, TURN),
        ArrowDown: () => sphere?.turnBy(0, -TURN),
      }
      const walking: Record<string, () => void> = {
        ArrowLeft: () => stepBy(-1),
        ArrowRight: () => stepBy(1),
        PageUp: () => stepBy(-10),
        PageDown: () => stepBy(10),
        Home: () => stepBy(Number.NEGATIVE_INFINITY),
        End: () => stepBy(Number.POSITIVE_INFINITY),
        o: () => setOutlines(!isShown),
        '+': () => sphere?.zoomBy(ZOOM),
        '=': () => sphere?.zoomBy(ZOOM),
        '-': () => sphere?.zoomBy(1 / ZOOM),
        Escape: events.close,
      }
      const act = (isShift ? looking[key] : undefined) ?? walking[key]
      act?.()
      return act !== undefined
    },
  }
}
