import { EquirectangularAdapter, utils, type Viewer } from '@photo-sphere-viewer/core'
import type { PanoramaCrop, PictureBox } from '@/lib/model/pictures/picture-shapes'

export type Patch = ReturnType<EquirectangularAdapter['createMesh']>

/** `box`: in shares of the panorama. Those of a higher `order` lie above. */
export type PatchPlace = { box: PictureBox; crop: PanoramaCrop | null; order: number }

const FINE = 128 // straight pieces of the whole turn

/** Pieces of a panorama that lie over it, each drawn like a panorama of a small part of the sphere. */
export function createPatches(viewer: Viewer) {
  const adapter = new EquirectangularAdapter(viewer, { useXmpData: false, resolution: FINE })
  return {
    add(image: HTMLImageElement, { box, crop, order }: PatchPlace): Patch {
      const whole = crop ?? { left: 0, top: 0, width: 1, height: 1 }
      const patch = adapter.createMesh({
        fullWidth: 1,
        fullHeight: 1,
        croppedX: whole.left + box.left * whole.width,
        croppedY: whole.top + box.top * whole.height,
        croppedWidth: box.width * whole.width,
        croppedHeight: box.height * whole.height,
      })
      patch.material.map = utils.createTexture(image)
      patch.renderOrder = order
      viewer.renderer.addObject(patch)
      viewer.needsUpdate()
      return patch
    },
    remove(patch: Patch): void {
      viewer.renderer.removeObject(patch)
      patch.material.map.dispose()
      adapter.disposeMesh(patch)
    },
  }
}
