import type { PictureCache } from './picture-cache'

/** A picture and the name under which it is kept. `name` null: it stands in for a better one, and is not kept under that one's name. */
export type Found = { bytes: Buffer; name: string | null }

/** The picture of that name from the cache, or from `work`, which runs once when several request it at the same time. */
export function createOnce(cache: PictureCache) {
  const underway = new Map<string, Promise<Found | null>>()
  return async (name: string, work: () => Promise<Found | null>): Promise<Found | null> => {
    const bytes = await cache.find(name)
    if (bytes) return { bytes, name }
    const running = underway.get(name) ?? work().finally(() => underway.delete(name))
    underway.set(name, running)
    return running
  }
}

/** A full disk must not cost anybody the picture. */
export async function keep(cache: PictureCache, name: string, bytes: Buffer): Promise<Found> {
  await cache.keep(name, bytes).catch(() => undefined)
  return { bytes, name }
}
