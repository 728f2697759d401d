import { type PanoData, type PanoramaOptions, Viewer } from '@photo-sphere-viewer/core'
import {
  type FramePoint,
  type PictureSpace,
  pictureToSphere,
  sphereToPicture,
} from '@/components/viewer/picture/picture-space'
import type { Size } from '@/components/viewer/picture/picture-view'
import { DEFAULT_ZOOM, type ViewDirection } from '@/components/viewer/walk/view-direction'
import type { PanoramaCrop } from '@/lib/model/picture-shapes'
import { SharedMaterialAdapter } from './shared-material-adapter'
import { directionOf, directionThrough, type SphereCamera, seenPoint, seenRing, sphereOf } from './sphere-camera'
import { seamsOf, spherePolygon } from './sphere-polygon'

export type Panorama = {
  urls: string[] // the same picture, sharper and sharper
  compassAngle: number | null // of the middle of the whole sphere
  crop: PanoramaCrop | null // null: it is whole
}

export type Sphere = {
  space: PictureSpace
  /**
   * Shows a panorama in `direction`, or in the direction of the world in which one looks already. Resolves when the first picture of it is drawn;
   * `unplaced`: it is a part of a sphere and does not say which, `passed`: another one was asked for meanwhile. Rejects when there is no picture.
   */
  show: (panorama: Panorama, direction?: ViewDirection) => Promise<'drawn' | 'unplaced' | 'passed'>
  /** Reads the first picture of a panorama that may be shown next. */
  prepare: (panorama: Panorama) => void
  look: (direction: ViewDirection) => void
  zoomBy: (factor: number) => void
  reset: () => void
  destroy: () => void
}

const ZOOM_STEP = 12 // for each doubling
const SHARPEN_AFTER_MS = 250 // of rest, so that a quick walk does not pay for it
const WHOLE_RATIO = 2 // width to height of a whole sphere
const RATIO_TOLERANCE = 0.02

/** The one 360° viewer of a visit. Throws when the browser has no WebGL. */
export function createSphere(
  container: HTMLElement,
  on: { look: (direction: ViewDirection) => void; lose: () => void },
): Sphere {
  const viewer = new Viewer({
    container,
    adapter: [SharedMaterialAdapter, { useXmpData: false }],
    navbar: false,
    keyboard: false,
    loadingTxt: '',
    lang: { loadError: '' },
    defaultZoomLvl: DEFAULT_ZOOM,
    canvasBackground: '#11140f',
  })
  const sizes = new Map<string, Promise<Size | null>>() // of what is prepared
  let requestedPanorama: Panorama | null = null
  let shown: Panorama | null = null

  const currentDirection = (): ViewDirection => {
    const { yaw, pitch } = viewer.getPosition()
    return {
      heading: ((shown?.compassAngle ?? 0) + degrees(yaw) + 360) % 360,
      pitch: degrees(pitch),
      zoom: viewer.getZoomLevel(),
    }
  }
  const positionOf = ({ heading, pitch }: ViewDirection, compassAngle: number | null) => ({
    yaw: radians(heading - (compassAngle ?? 0)),
    pitch: radians(pitch),
  })
  const tell = () => shown && on.look(currentDirection())
  viewer.addEventListener('position-updated', tell)
  viewer.addEventListener('zoom-updated', tell)
  viewer.container.querySelector('canvas')?.addEventListener('webglcontextlost', () => {
    requestedPanorama = null // nothing sharper is read for it
    on.lose()
  })

  const draw = (url: string, crop: PanoramaCrop | null, aim: Pick<PanoramaOptions, 'position' | 'zoom'> = {}) =>
    viewer.setPanorama(url, {
      transition: false,
      showLoader: false,
      panoData: (image) => panoDataOf(image, crop),
      ...aim,
    })

  /** Each picture takes the place of the one before without a word; when there is no sharper one, the last stays. */
  async function sharpen(panorama: Panorama, sharper: string[]) {
    for (const url of sharper) {
      await new Promise((resolve) => setTimeout(resolve, SHARPEN_AFTER_MS))
      if (requestedPanorama !== panorama || !(await load(url))) return
      if (requestedPanorama !== panorama || !(await draw(url, panorama.crop).catch(() => false))) return
    }
  }

  return {
    space: spaceOf(viewer, () => shown?.crop ?? null),
    async show(panorama, requested) {
      requestedPanorama = panorama
      const { compassAngle, crop } = panorama
      const [first = '', ...sharper] = panorama.urls
      const size = await (sizes.get(first) ?? load(first))
      sizes.delete(first)
      if (requestedPanorama !== panorama) return 'passed'
      if (!size) throw new Error('There is no picture of this panorama')
      if (!crop && !isWholeSphere(size)) return 'unplaced'
      const from = shown ? currentDirection() : { heading: compassAngle ?? 0, pitch: 0, zoom: DEFAULT_ZOOM }
      // Where one of both headings is unknown, one goes on looking to the same side of the picture.
      const isSameWorld = typeof shown?.compassAngle === 'number' && compassAngle !== null
      const turn = shown && !isSameWorld ? (compassAngle ?? 0) - (shown.compassAngle ?? 0) : 0
      const aim = requested ?? { ...from, heading: from.heading + turn }
      const isDrawn = await draw(first, crop, { position: positionOf(aim, compassAngle), zoom: aim.zoom })
      if (!isDrawn || requestedPanorama !== panorama) return 'passed'
      shown = panorama
      tell()
      sharpen(panorama, sharper)
      return 'drawn'
    },
    prepare({ urls: [first = ''], crop }) {
      if (sizes.has(first)) return
      const loaded = load(first)
      sizes.set(first, loaded)
      loaded.then((size) => {
        if (!size) return void sizes.delete(first)
        if (!crop && !isWholeSphere(size)) return
        const data = (image: Size) => panoDataOf(image, crop)
        viewer.textureLoader.preloadPanorama({ path: first, data }).catch(() => undefined) // it is read when it is shown
      })
    },
    look(requested) {
      viewer.rotate(positionOf(requested, shown?.compassAngle ?? null))
      viewer.zoom(requested.zoom)
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

/** The size of a picture, which the viewer then takes from the browser's cache; null when there is none. The viewer itself would complain aloud. */
function load(url: string): Promise<Size | null> {
  return new Promise((resolve) => {
    const image = new Image()
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight })
    image.onerror = () => resolve(null)
    image.src = url
  })
}

function isWholeSphere({ width, height }: Size): boolean {
  return Math.abs(width / height / WHOLE_RATIO - 1) <= RATIO_TOLERANCE
}

/** Where the picture lies on the sphere. */
function panoDataOf({ width, height }: Size, crop: PanoramaCrop | null): PanoData {
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
      const polygon = spherePolygon(ring, crop()) ?? []
      const directions = polygon.map(directionOf)
      const seams = seamsOf(polygon, crop())
      return () => seenRing(directions, camera(), seams)
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
