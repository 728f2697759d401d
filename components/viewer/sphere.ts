import { EquirectangularAdapter, Viewer } from '@photo-sphere-viewer/core'
import { MarkersPlugin } from '@photo-sphere-viewer/markers-plugin'
import { ringsOf } from '@/lib/photos/shape-rings'
import type { PhotoTag } from '@/lib/photos/types'
import { LAYER_COLOURS } from './layer-colours'
import { type SpherePoint, spherePolygon } from './sphere-polygon'
import { isLit, type LitTag } from './tag-group'

/** Where one looks, in degrees: heading clockwise from north (null: the photo's own heading is unknown). */
export type Looking = { heading: number | null; yaw: number }

export type Sphere = {
  /** Shows a panorama; one looks into the same direction of the world as before, when both headings are known. */
  show: (picture: { url: string; sharpUrl: string; compassAngle: number | null }) => Promise<void>
  preload: (url: string) => void
  setTags: (tags: PhotoTag[], lit: LitTag | null) => void
  zoomBy: (factor: number) => void
  reset: () => void
  destroy: () => void
}

const ZOOM_STEP = 12 // of 100, for each doubling

/** The one 360° viewer of a visit. Throws when the browser has no WebGL. */
export function createSphere(
  container: HTMLElement,
  on: {
    look: (looking: Looking) => void
    enter: (tagId: string | null) => void
    pick: (tagId: string) => void
    lose: () => void
  },
): Sphere {
  const viewer = new Viewer({
    container,
    adapter: EquirectangularAdapter.withConfig({ useXmpData: false }),
    plugins: [MarkersPlugin.withConfig({ clickEventOnMarker: false })],
    navbar: false,
    keyboard: false,
    loadingTxt: '',
    defaultZoomLvl: 20,
    canvasBackground: '#11140f',
  })
  const markers = viewer.getPlugin<MarkersPlugin>(MarkersPlugin)
  let compassAngle: number | null = null
  let shown: { tags: PhotoTag[]; lit: LitTag | null } = { tags: [], lit: null }
  let wanted = ''
  let isReady = false

  const lookingAt = (yaw: number): Looking => {
    const degrees = (yaw * 180) / Math.PI
    return { yaw: degrees, heading: compassAngle === null ? null : (compassAngle + degrees + 360) % 360 }
  }
  viewer.addEventListener('position-updated', ({ position }) => on.look(lookingAt(position.yaw)))
  viewer.container.querySelector('canvas')?.addEventListener('webglcontextlost', on.lose)
  markers.addEventListener('enter-marker', ({ marker }) => on.enter(marker.id))
  markers.addEventListener('leave-marker', () => on.enter(null))
  markers.addEventListener('select-marker', ({ marker }) => on.pick(marker.id))

  const draw = () => {
    markers.setMarkers(
      shown.tags.flatMap((tag) => {
        const polygon = polygonsOf(tag)
        return polygon.length === 0 ? [] : [{ id: tag.id, polygon, svgStyle: styleOf(tag, isLit(tag, shown.lit)) }]
      }),
    )
  }

  return {
    async show(picture) {
      wanted = picture.url
      const { yaw, pitch } = isReady ? viewer.getPosition() : { yaw: 0, pitch: 0 }
      const { heading } = lookingAt(yaw)
      const turned =
        isReady && heading !== null && picture.compassAngle !== null
          ? ((heading - picture.compassAngle) * Math.PI) / 180
          : yaw
      compassAngle = picture.compassAngle
      const isShown = await viewer.setPanorama(picture.url, {
        transition: false,
        showLoader: false,
        position: { yaw: turned, pitch },
      })
      if (!isShown || wanted !== picture.url) return
      isReady = true
      on.look(lookingAt(turned))
      draw()
      // The sharp one takes the place of the first without a word; when there is none, the first stays.
      viewer.setPanorama(picture.sharpUrl, { transition: false, showLoader: false }).catch(() => {
        if (wanted === picture.url) viewer.setPanorama(picture.url, { transition: false, showLoader: false })
      })
    },
    preload(url) {
      viewer.textureLoader.preloadPanorama(url).catch(() => undefined)
    },
    setTags(tags, lit) {
      const isSame = tags === shown.tags
      const before = shown.lit
      shown = { tags, lit }
      if (!isReady) return
      if (!isSame) return draw()
      for (const tag of tags) {
        const lights = isLit(tag, lit)
        if (lights !== isLit(tag, before) && polygonsOf(tag).length > 0) {
          markers.updateMarker({ id: tag.id, svgStyle: styleOf(tag, lights) })
        }
      }
    },
    zoomBy(factor) {
      viewer.zoom(viewer.getZoomLevel() + Math.log2(factor) * ZOOM_STEP)
    },
    reset() {
      viewer.zoom(20)
    },
    destroy() {
      viewer.destroy()
    },
  }
}

function polygonsOf({ shape }: PhotoTag): SpherePoint[][] {
  return (shape ? ringsOf(shape) : []).flatMap((ring) => {
    const polygon = spherePolygon(ring)
    return polygon ? [polygon] : []
  })
}

function styleOf({ layer }: PhotoTag, lights: boolean): Record<string, string> {
  const isBackground = layer === 'segmentations'
  return {
    fill: LAYER_COLOURS[layer],
    stroke: LAYER_COLOURS[layer],
    'fill-opacity': lights ? '0.38' : isBackground ? '0' : '0.08',
    'stroke-opacity': lights ? '1' : isBackground ? '0.55' : '0.9',
    'stroke-width': lights ? '3px' : '1.5px',
    'stroke-linejoin': 'round',
    cursor: 'pointer',
  }
}
