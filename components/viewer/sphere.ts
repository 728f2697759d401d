import { EquirectangularAdapter, type PanoData, type PanoramaOptions, Viewer } from '@photo-sphere-viewer/core'
import type { PanoramaCrop } from '@/lib/photos/types'
import { DEFAULT_ZOOM, type Looking } from './looking'
import { type FramePoint, type PictureSpace, pictureToSphere, sphereToPicture } from './picture-space'
import { directionOf, directionThrough, type SphereCamera, seenPoint, seenRing, sphereOf } from './sphere-camera'
import { spherePolygon } from './sphere-polygon'

export type Panorama = {
  urls: string[] // the same picture, sharper and sharper
  compassAngle: number | null // of the middle of the whole sphere
  crop: PanoramaCrop | null // null: it is whole
}

export type Sphere = {
  space: PictureSpace
  /** Shows a panorama at `looking`, or in the direction of the world in which one looks already. Resolves when the first picture of it is drawn. */
  show: (panorama: Panorama, looking?: Looking) => Promise<void>
  preload: (panorama: Panorama) => void
  look: (looking: Looking) => void
  zoomBy: (factor: number) => void
  reset: () => void
  destroy: () => void
}

const ZOOM_STEP = 12 // for each doubling
const SHARPEN_AFTER_MS = 250 // of rest, so that a quick walk does not pay for it
const WHOLE_RATIO = 2 // width to height of a whole sphere
const RATIO_TOLERANCE = 0.02

/** A panorama that is no whole sphere and does not say which part it is. */
export class UnplacedPanorama extends Error {}

/** The one 360° viewer of a visit. Throws when the browser has no WebGL. */
export function createSphere(
  container: HTMLElement,
  on: { look: (looking: Looking) => void; lose: () => void },
): Sphere {
  const viewer = new Viewer({
    container,
    adapter: EquirectangularAdapter.withConfig({ useXmpData: false }),
    navbar: false,
    keyboard: false,
    loadingTxt: '',
    lang: { loadError: '' },
    defaultZoomLvl: DEFAULT_ZOOM,
    canvasBackground: '#11140f',
  })
  let shown: Panorama | null = null
  let isReady = false

  const looking = (): Looking => {
    const { yaw, pitch } = viewer.getPosition()
    return {
      heading: ((shown?.compassAngle ?? 0) + degrees(yaw) + 360) % 360,
      pitch: degrees(pitch),
      zoom: viewer.getZoomLevel(),
    }
  }
  const positionOf = ({ heading, pitch }: Looking, compassAngle: number | null) => ({
    yaw: radians(heading - (compassAngle ?? 0)),
    pitch: radians(pitch),
  })
  const tell = () => isReady && on.look(looking())
  viewer.addEventListener('position-updated', tell)
  viewer.addEventListener('zoom-updated', tell)
  viewer.container.querySelector('canvas')?.addEventListener('webglcontextlost', on.lose)

  const draw = (url: string, aim: Pick<PanoramaOptions, 'position' | 'zoom'> = {}) =>
    viewer.setPanorama(url, {
      transition: false,
      showLoader: false,
      panoData: (image) => panoDataOf(image, shown?.crop ?? null),
      ...aim,
    })

  /** Each picture takes the place of the one before without a word; when there is no sharper one, the last stays. */
  async function sharpen(panorama: Panorama, first: string, sharper: string[]) {
    let best = first
    for (const url of sharper) {
      await new Promise((resolve) => setTimeout(resolve, SHARPEN_AFTER_MS))
      if (shown !== panorama) return
      const isThere = await draw(url).then(
        () => true,
        () => false,
      )
      if (shown !== panorama) return
      if (!isThere) return void draw(best).catch(() => undefined)
      best = url
    }
  }

  return {
    space: spaceOf(viewer, () => shown?.crop ?? null),
    async show(panorama, wished) {
      const before = shown
      const from = isReady ? looking() : { heading: panorama.compassAngle ?? 0, pitch: 0, zoom: DEFAULT_ZOOM }
      // Where one of both headings is unknown, one goes on looking to the same side of the picture.
      const isSameWorld = typeof before?.compassAngle === 'number' && panorama.compassAngle !== null
      const turn = isReady && !isSameWorld ? (panorama.compassAngle ?? 0) - (before?.compassAngle ?? 0) : 0
      const aim = wished ?? { ...from, heading: from.heading + turn }
      shown = panorama
      const [first = '', ...sharper] = panorama.urls
      const isDrawn = await draw(first, { position: positionOf(aim, panorama.compassAngle), zoom: aim.zoom })
      if (!isDrawn || shown !== panorama) return
      isReady = true
      tell()
      sharpen(panorama, first, sharper)
    },
    preload({ urls: [url] }) {
      if (url) viewer.textureLoader.preloadPanorama(url).catch(() => undefined)
    },
    look(wished) {
      viewer.rotate(positionOf(wished, shown?.compassAngle ?? null))
      viewer.zoom(wished.zoom)
    },
    zoomBy(factor) {
      viewer.zoom(viewer.getZoomLevel() + Math.log2(factor) * ZOOM_STEP)
    },
    reset() {
      viewer.zoom(DEFAULT_ZOOM)
    },
    destroy() {
      viewer.destroy()
    },
  }
}

/** Where the picture lies on the sphere. Throws UnplacedPanorama rather than to guess. */
function panoDataOf({ width, height }: { width: number; height: number }, crop: PanoramaCrop | null): PanoData {
  if (!crop && Math.abs(width / height / WHOLE_RATIO - 1) > RATIO_TOLERANCE) throw new UnplacedPanorama()
  const fullWidth = Math.round(width / (crop?.width ?? 1))
  const fullHeight = Math.round(fullWidth / WHOLE_RATIO)
  return {
    fullWidth,
    fullHeight,
    croppedWidth: width,
    croppedHeight: crop ? height : fullHeight,
    croppedX: Math.round((crop?.left ?? 0) * fullWidth),
    croppedY: Math.round((crop?.top ?? 0) * fullHeight),
  }
}

function spaceOf(viewer: Viewer, crop: () => PanoramaCrop | null): PictureSpace {
  const camera = (): SphereCamera => {
    const { yaw, pitch } = viewer.getPosition()
    return { lookingAt: [yaw, pitch], verticalFieldOfView: radians(viewer.state.vFov), frame: viewer.getSize() }
  }
  return {
    isSphere: true,
    toFrame: (point) => seenPoint(directionOf(pictureToSphere(point, crop())), camera()),
    toPicture: (point: FramePoint) => sphereToPicture(sphereOf(directionThrough(point, camera())), crop()),
    outline(ring) {
      const directions = (spherePolygon(ring, crop()) ?? []).map(directionOf)
      return () => seenRing(directions, camera())
    },
    reveal(point) {
      const [yaw, pitch] = pictureToSphere(point, crop())
      viewer.rotate({ yaw, pitch })
    },
    onMove(listener) {
      viewer.addEventListener('render', listener)
      return () => viewer.removeEventListener('render', listener)
    },
  }
}

function degrees(angle: number): number {
  const turned = (angle * 180) / Math.PI
  return turned > 180 ? turned - 360 : turned
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180
}
