import { EquirectangularAdapter, type PanoData, utils } from '@photo-sphere-viewer/core'
import { readPicture } from './read-picture'

type Mesh = ReturnType<EquirectangularAdapter['createMesh']>
type Load = EquirectangularAdapter['loadTexture']
type Loaded = Awaited<ReturnType<Load>>

const MOST_PREPARED = 3

/**
 * Draws all panoramas of a visit with one material: with one for each, the graphics would compile its program at every step.
 * Those that may come next can be read before they are asked for.
 */
export class SharedMaterialAdapter extends EquirectangularAdapter {
  private material: Mesh['material'] | null = null
  private readonly prepared = new Map<string, Loaded>()

  /** Keeps what the viewer preloads, and hands it out when that is asked for: it is drawn with the same frame then. */
  override async loadTexture(...asked: Parameters<Load>): Promise<Loaded> {
    const [panorama, isShown, data] = asked
    const url = typeof panorama === 'string' ? panorama : panorama.path
    const preparedTexture = this.prepared.get(url)
    const loaded = preparedTexture ?? (await readTexture(panorama, data))
    this.prepared.delete(url) // the viewer frees what it has shown
    if (!isShown) this.prepared.set(url, loaded)
    const [oldest] = this.prepared.keys()
    if (oldest !== undefined && this.prepared.size > MOST_PREPARED) this.prepared.delete(oldest)
    return { ...loaded, panorama }
  }

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

/** By an image element, unlike the library: what the page has read already is not requested again, in another format. */
async function readTexture(panorama: Parameters<Load>[0], given: Parameters<Load>[2]): Promise<Loaded> {
  const { path, data = given } = typeof panorama === 'string' ? { path: panorama } : panorama
  const image = await readPicture(path)
  if (!image) throw new Error('There is no picture of this panorama')
  const panoData = utils.mergePanoData(image.width, image.height, typeof data === 'function' ? data(image) : data)
  return { panorama, texture: utils.createSizedTexture(image), panoData, cacheKey: path }
}
