import { onGestures } from '@/components/takeout-viewer/map/gestures'
import type { SphereCamera } from '@/components/viewer/sphere/sphere-camera'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { createPanorama } from './panorama'

const MIN_FIELD = 0.35
const MAX_FIELD = 1.75
const START_FIELD = 1.25
const MAX_PITCH = Math.PI / 2 - 0.01

/** A sphere that one looks around in; null without WebGL. `moved` is told whenever the view is another. */
export function createSphereView(frameOf: () => { width: number; height: number }, moved: () => void) {
  const panorama = createPanorama()
  if (!panorama) return null
  let [yaw, pitch, field] = [0, 0, START_FIELD]
  const camera = (): SphereCamera => ({ lookingAt: [yaw, pitch], verticalFieldOfView: field, frame: frameOf() })

  function look(toYaw: number, toPitch: number): void {
    yaw = Math.atan2(Math.sin(toYaw), Math.cos(toYaw))
    pitch = Math.max(-MAX_PITCH, Math.min(MAX_PITCH, toPitch))
    moved()
  }
  function zoomBy(factor: number): void {
    field = Math.max(MIN_FIELD, Math.min(MAX_FIELD, field / factor))
    moved()
  }
  onGestures(panorama.canvas, {
    drag(dx, dy) {
      const perPixel = field / Math.max(1, frameOf().height)
      look(yaw - dx * perPixel, pitch + dy * perPixel)
    },
    zoom: zoomBy,
  })

  return {
    canvas: panorama.canvas,
    camera,
    zoomBy,
    turnBy: (byYaw: number, byPitch: number) => look(yaw + byYaw * field, pitch + byPitch * field),
    /** To where in the world one looks, in degrees from north; `heading`: of the middle of the picture. */
    direction: (heading: number) => (((heading + (yaw * 180) / Math.PI) % 360) + 360) % 360,
    /** Looks to a direction of the world. */
    face: (direction: number, heading: number) => look(((direction - heading) * Math.PI) / 180, pitch),
    draw: () => panorama.draw(camera()),
    /** Shows a picture: one of a `data:` URL, or a file of an opened folder, made as small as the graphics card wants it. */
    async setPicture(source: string | Blob, crop: PanoramaCrop | undefined): Promise<void> {
      const picture = typeof source === 'string' ? await readImage(source) : await readFile(source, panorama.maxWidth)
      panorama.setPicture(picture, crop)
    },
  }
}

async function readImage(url: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = url
  await image.decode()
  return image
}

async function readFile(file: Blob, maxWidth: number): Promise<ImageBitmap> {
  const bitmap = await createImageBitmap(file)
  if (bitmap.width <= maxWidth) return bitmap
  bitmap.close()
  return createImageBitmap(file, { resizeWidth: maxWidth, resizeQuality: 'high' })
}
