import { type PanoramaOptions, Viewer } from '@photo-sphere-viewer/core'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import { DEFAULT_ZOOM, type ViewDirection } from '@/components/viewer/walk/view-direction'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { degrees, radians } from './angles'
import { createPreloader, isPlaced, loadPicture, type Panorama, panoDataOf } from './panorama'
import { type PanoramaFacts, panoramaOf } from './panorama-of'
import { SharedMaterialAdapter } from './shared-material-adapter'
import { sphereSpace } from './sphere-space'
import { createTileLayer } from './tile-layer'

export type Sphere = {
  space: PictureSpace
  /**
   * Shows a panorama in `direction`, or in the direction of the world in which the viewer looks already. Resolves when its first picture is
   * drawn. `unplaced`: it covers a part of the sphere and does not say which; `passed`: another one was requested in the meantime. Rejects
   * when there is no picture.
   */
  show: (facts: PanoramaFacts, direction?: ViewDirection) => Promise<'drawn' | 'unplaced' | 'passed'>
  /** Reads the first picture of a panorama that may be shown next. */
  prepare: (facts: PanoramaFacts) => void
  look: (direction: ViewDirection) => void
  zoomBy: (factor: number) => void
  reset: () => void
  destroy: () => void
}

type Listeners = { look: (direction: ViewDirection) => void; lose: () => void }

const ZOOM_STEP = 12 // for each doubling
const FIELD = { maxFov: 90, minFov: 15 } // degrees: originals of 16,384 pixels are to be seen in full
const OF_VIEWER = 60 / (FIELD.maxFov - FIELD.minFov) // our zoom of 100 stays 30 degrees, so that links keep what they show
const SHARPEN_AFTER_MS = 250 // of rest, so that a quick walk does not pay for it

/** The one 360° viewer of a visit. Throws when the browser has no WebGL. */
export function createSphere(container: HTMLElement, on: Listeners): Sphere {
  const viewer = createViewer(container)
  const preloader = createPreloader(viewer)
  const tiles = createTileLayer(viewer)
  let requested: Panorama | null = null
  let shown: Panorama | null = null

  const report = () => shown && on.look(currentDirection(viewer, shown))
  viewer.addEventListener('position-updated', report)
  viewer.addEventListener('zoom-updated', report)
  viewer.container.querySelector('canvas')?.addEventListener('webglcontextlost', () => {
    requested = null // nothing sharper is read for it
    tiles.clear()
    on.lose()
  })

  return {
    space: sphereSpace(viewer, () => shown?.crop ?? null),
    async show(facts, requestedDirection) {
      const panorama = panoramaOf(facts)
      requested = panorama
      const { compassAngle, crop } = panorama
      const [first = '', ...sharper] = panorama.urls
      const size = await preloader.takeSize(first)
      if (requested !== panorama) return 'passed'
      if (!size) throw new Error('There is no picture of this panorama')
      if (!isPlaced(size, crop)) return 'unplaced'
      const direction = requestedDirection ?? directionAfter(viewer, shown, panorama)
      const aim = { position: positionOf(direction, compassAngle), zoom: direction.zoom * OF_VIEWER }
      const isDrawn = await draw(viewer, first, crop, aim)
      if (!isDrawn || requested !== panorama) return 'passed'
      shown = panorama
      report()
      sharpen(viewer, sharper, { crop, drawnWidth: size.width, isWanted: () => requested === panorama }).then(
        (width) => requested === panorama && tiles.show(panorama, width),
      )
      return 'drawn'
    },
    prepare: (facts) => preloader.prepare(panoramaOf(facts)),
    look(direction) {
      viewer.rotate(positionOf(direction, shown?.compassAngle ?? null))
      viewer.zoom(direction.zoom * OF_VIEWER)
    },
    zoomBy: (factor) => viewer.zoom(viewer.getZoomLevel() + Math.log2(factor) * ZOOM_STEP * OF_VIEWER),
    reset: () => viewer.zoom(DEFAULT_ZOOM * OF_VIEWER),
    destroy() {
      tiles.clear()
      viewer.destroy()
    },
  }
}

function createViewer(container: HTMLElement): Viewer {
  return new Viewer({
    container,
    adapter: [SharedMaterialAdapter, { useXmpData: false }],
    navbar: false,
    keyboard: false,
    loadingTxt: '',
    lang: { loadError: '' },
    defaultZoomLvl: DEFAULT_ZOOM * OF_VIEWER,
    ...FIELD,
    canvasBackground: '#11140f',
  })
}

function draw(
  viewer: Viewer,
  url: string,
  crop: PanoramaCrop | null,
  aim: Pick<PanoramaOptions, 'position' | 'zoom'> = {},
): Promise<boolean> {
  return viewer.setPanorama(url, {
    transition: false,
    showLoader: false,
    panoData: (image) => panoDataOf(image, crop),
    ...aim,
  })
}

/** Replaces the picture by sharper and sharper ones; when one is missing, the last stays. Resolves to the width of the last. */
async function sharpen(
  viewer: Viewer,
  urls: string[],
  { crop, drawnWidth, isWanted }: { crop: PanoramaCrop | null; drawnWidth: number; isWanted: () => boolean },
): Promise<number> {
  let width = drawnWidth
  for (const url of urls) {
    await new Promise((resolve) => setTimeout(resolve, SHARPEN_AFTER_MS))
    const size = isWanted() ? await loadPicture(url) : null
    if (!size || !isWanted() || !(await draw(viewer, url, crop).catch(() => false))) return width
    width = size.width
  }
  return width
}

/** Where the viewer looks, in directions of the world. */
function currentDirection(viewer: Viewer, { compassAngle }: Panorama): ViewDirection {
  const { yaw, pitch } = viewer.getPosition()
  return {
    heading: ((compassAngle ?? 0) + degrees(yaw) + 360) % 360,
    pitch: degrees(pitch),
    zoom: viewer.getZoomLevel() / OF_VIEWER,
  }
}

/** Where to look in the next panorama: in the same direction of the world. If one of both headings is unknown, to the same side of the picture. */
function directionAfter(viewer: Viewer, before: Panorama | null, { compassAngle }: Panorama): ViewDirection {
  if (!before) return { heading: compassAngle ?? 0, pitch: 0, zoom: DEFAULT_ZOOM }
  const from = currentDirection(viewer, before)
  if (before.compassAngle !== null && compassAngle !== null) return from
  return { ...from, heading: from.heading + (compassAngle ?? 0) - (before.compassAngle ?? 0) }
}

function positionOf({ heading, pitch }: ViewDirection, compassAngle: number | null) {
  return { yaw: radians(heading - (compassAngle ?? 0)), pitch: radians(pitch) }
}
