import type { Viewer } from '@photo-sphere-viewer/core'
import {
  type FramePoint,
  type PictureSpace,
  pictureToSphere,
  sphereToPicture,
} from '@/components/viewer/picture/picture-space'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { radians } from './angles'
import { directionOf, directionThrough, type SphereCamera, seenPoint, seenRing, sphereOf } from './sphere-camera'
import { seamsOf, spherePolygon } from './sphere-polygon'

/** How points of the panorama in sight and points of the frame belong together. */
export function sphereSpace(viewer: Viewer, crop: () => PanoramaCrop | null): PictureSpace {
  const camera = () => cameraOf(viewer)
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

export function cameraOf(viewer: Viewer): SphereCamera {
  const { yaw, pitch } = viewer.getPosition()
  return { lookingAt: [yaw, pitch], verticalFieldOfView: radians(viewer.state.vFov), frame: viewer.getSize() }
}
