import { EquirectangularAdapter, type PanoData } from '@photo-sphere-viewer/core'

type Mesh = ReturnType<EquirectangularAdapter['createMesh']>

/** Draws all panoramas of a visit with one material. With one for each, the graphics would compile its program at every step. */
export class SteadyAdapter extends EquirectangularAdapter {
  private material: Mesh['material'] | null = null

  override createMesh(panoData: PanoData): Mesh {
    const mesh = super.createMesh(panoData)
    this.material ??= mesh.material
    mesh.material = this.material
    return mesh
  }

  override disposeMesh(mesh: Mesh): void {
    mesh.geometry.dispose()
  }
}
