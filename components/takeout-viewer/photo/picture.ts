import { element } from '@/components/takeout-viewer/dom'
import type { OpenFolder } from '@/components/takeout-viewer/folder'
import { rememberingLoader } from '@/components/takeout-viewer/load'
import {
  previewFile,
  regionsFile,
  type ViewerPhoto,
  type ViewerPreview,
  type ViewerRegion,
  type ViewerRegions,
} from '@/lib/model/takeout-viewer'
import { drawOutlines, type FlatFrame, type PlacedRegion, placeFlat, placeOnSphere } from './outlines'
import { createSphereView } from './sphere-view'

const loadPreview = rememberingLoader<ViewerPreview>(6)
const loadRegions = rememberingLoader<ViewerRegions>(12)

export type ShownPhoto = { sequenceId: number; photo: ViewerPhoto }

/** The picture of a photo with the outlines on it, flat or as a sphere. `turned` is told the direction in which one looks. */
export function createPicture(turned: (direction: number | null) => void) {
  const image = element('img', { class: 'flat', alt: '', decoding: 'async' })
  const outlines = element('canvas', { class: 'outlines', 'aria-hidden': 'true' })
  const note = element('p', { class: 'picture-note', role: 'status' })
  const box = element('div', { class: 'picture' }, image, outlines, note)
  let shown: ShownPhoto | null = null
  let flat: PlacedRegion<FlatFrame>[] = []
  let round: ReturnType<typeof placeOnSphere> = []
  let folder: OpenFolder | null = null
  let style = { highlighted: null as string | null, isShown: false }
  let isSphere = false
  let facing: number | null = null // kept from one photo to the next

  const sphere = createSphereView(
    () => ({ width: box.clientWidth, height: box.clientHeight }),
    () => requestAnimationFrame(draw),
  )
  if (sphere) box.prepend(sphere.canvas)

  function draw(): void {
    if (isSphere && sphere) {
      sphere.draw()
      drawOutlines(outlines, round, sphere.camera(), style)
      facing = shown?.photo.heading === undefined ? null : sphere.direction(shown.photo.heading)
      turned(facing)
    } else drawOutlines(outlines, flat, placeOf(image, box), style)
  }

  async function showSphere({ sequenceId, photo }: ShownPhoto): Promise<void> {
    if (!sphere) return
    const isStill = () => shown?.photo === photo && shown.sequenceId === sequenceId
    try {
      const preview = await loadPreview(previewFile(sequenceId, photo.n))
      if (!isStill()) return
      await sphere.setPicture(preview, photo.crop)
      if (!isStill()) return
      isSphere = true
      box.dataset.picture = 'sphere'
      if (photo.heading !== undefined) sphere.face(facing ?? photo.heading, photo.heading)
      draw()
    } catch {
      if (isStill()) note.textContent = 'There is no preview of this panorama: it is shown flat.'
      return
    }
    const file = await folder?.find(photo.file)
    if (!file || !isStill()) return
    try {
      await sphere.setPicture(file, photo.crop)
      if (isStill()) box.dataset.picture = 'full-sphere'
    } catch {
      if (isStill()) note.textContent = 'The file in this folder cannot be drawn: this is its preview.'
    }
    draw()
  }

  async function showRegions({ sequenceId, photo }: ShownPhoto): Promise<void> {
    const regions: ViewerRegions = await loadRegions(regionsFile(sequenceId, photo.n)).catch(() => ({}))
    if (shown?.photo !== photo) return
    setRegions(regions[photo.n] ?? [])
  }
  function setRegions(regions: ViewerRegion[]): void {
    flat = placeFlat(regions)
    round = shown?.photo.pano ? placeOnSphere(regions, shown.photo.crop ?? null) : []
    draw()
  }

  image.onload = () => {
    note.textContent = ''
    draw()
  }
  image.onerror = () => {
    note.textContent =
      'The file of this photo is not beside this page. Unpack all parts of the takeout into one folder.'
  }
  new ResizeObserver(draw).observe(box)

  return {
    element: box,
    sphere: () => (isSphere ? sphere : null),
    show(next: ShownPhoto, alt: string): void {
      shown = next
      isSphere = false
      box.dataset.picture = 'flat'
      note.textContent = ''
      setRegions([])
      image.alt = alt
      image.src = next.photo.file
      if (next.photo.pano) void showSphere(next)
      else turned(next.photo.heading ?? null)
      void showRegions(next)
    },
    setStyle(changes: Partial<typeof style>): void {
      style = { ...style, ...changes }
      draw()
    },
    /** From now on panoramas are shown in their full size. */
    setFolder(opened: OpenFolder): void {
      folder = opened
      if (shown?.photo.pano) void showSphere(shown)
    },
  }
}

/** Where the browser has put a picture that is shown whole. */
function placeOf(image: HTMLImageElement, box: HTMLElement): FlatFrame {
  const [width, height] = [image.naturalWidth || 1, image.naturalHeight || 1]
  const scale = Math.min(box.clientWidth / width, box.clientHeight / height)
  return {
    left: (box.clientWidth - width * scale) / 2,
    top: (box.clientHeight - height * scale) / 2,
    width: width * scale,
    height: height * scale,
  }
}
