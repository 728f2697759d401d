import type { Viewer } from '@photo-sphere-viewer/core'
import { type TileAddress, type TileLevel, tileBox } from '@/lib/model/pictures/tile-levels'
import type { Panorama } from './panorama'
import { createPatches, type Patch, type PatchPlace } from './patches'
import { readPicture } from './read-picture'
import { cameraOf } from './sphere-space'
import { sharpLevel, tilesInSight } from './visible-tiles'

/** `patch`: null while it is read, and for good when there is none. */
type Tile = { level: number; patch: Patch | null }

type Base = Pick<Panorama, 'tiles' | 'crop'> & { width: number }

const LOOK_AFTER_MS = 150 // of moving: what one passes by is not read
const AT_ONCE = 4 // of the six that a browser has for a host: the next photo must come through
const MOST_UNSEEN = 16 // 4 MB of graphics memory each

/**
 * Lays tiles over the panorama that the viewer shows where the screen is sharper than its picture, only those in sight. What does
 * not come leaves the picture as it is.
 */
export function createTileLayer(viewer: Viewer) {
  const patches = createPatches(viewer)
  const tiles = new Map<string, Tile>() // by address, those that were not in sight for longest first
  let base: Base | null = null
  let level: TileLevel | null = null // what the screen needs; null: the picture is sharp enough
  let wanted: TileAddress[] = []
  let reading = 0
  let end = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    timer = undefined
    if (!base?.tiles) return
    const sight = { camera: cameraOf(viewer), crop: base.crop, pixelRatio: window.devicePixelRatio }
    level = sharpLevel(base.tiles.levels, { sight, baseWidth: base.width })
    const inSight = level ? tilesInSight(level, sight) : []
    wanted = inSight.filter((address) => !tiles.has(nameOf(address)))
    for (const tile of tiles.values()) if (tile.patch) tile.patch.visible = isNeeded(tile)
    forgetUnseen(new Set(inSight.map(nameOf)))
    viewer.needsUpdate()
    readNext()
  }

  /** One would look rough from far away. */
  const isNeeded = (tile: Tile) => level !== null && tile.level <= level.level

  function readNext(): void {
    while (base?.tiles && level && reading < AT_ONCE) {
      const address = wanted.shift()
      if (!address) return
      reading++
      const place = { box: tileBox(level, address), crop: base.crop, order: level.level }
      read(nameOf(address), base.tiles.urlOf(address), place)
    }
  }

  async function read(name: string, url: string, place: PatchPlace): Promise<void> {
    const { signal } = end
    const tile: Tile = { level: place.order, patch: null }
    tiles.set(name, tile)
    const image = await readPicture(url, signal).then(decoded)
    if (signal.aborted) return
    reading--
    if (image) {
      tile.patch = patches.add(image, place)
      tile.patch.visible = isNeeded(tile)
    }
    readNext()
  }

  function forgetUnseen(inSight: Set<string>): void {
    for (const name of inSight) {
      const tile = tiles.get(name)
      if (tile) tiles.delete(name) && tiles.set(name, tile)
    }
    const unseen = [...tiles].filter(([name, { patch }]) => patch && !inSight.has(name))
    for (const [name, { patch }] of unseen.slice(0, Math.max(0, unseen.length - MOST_UNSEEN))) {
      tiles.delete(name)
      patches.remove(patch)
    }
  }

  function clear(): void {
    end.abort()
    end = new AbortController()
    clearTimeout(timer)
    for (const { patch } of tiles.values()) if (patch) patches.remove(patch)
    tiles.clear()
    ;[base, level, wanted, reading, timer] = [null, null, [], 0, undefined]
  }

  const lookSoon = () => {
    timer ??= setTimeout(look, LOOK_AFTER_MS)
  }
  viewer.addEventListener('position-updated', lookSoon)
  viewer.addEventListener('zoom-updated', lookSoon)
  viewer.addEventListener('size-updated', lookSoon)
  viewer.addEventListener('panorama-loaded', clear)

  return {
    /** Sharpens the panorama whose picture of that width is drawn, until another one is. */
    show(panorama: Panorama, width: number): void {
      if (!panorama.tiles || savesData()) return
      base = { ...panorama, width }
      look()
    },
    clear,
  }
}

function nameOf({ level, column, row }: TileAddress): string {
  return `${level}/${column}/${row}`
}

/** Unpacks a picture now, and not while it is drawn; null when it cannot be. */
async function decoded(image: HTMLImageElement | null): Promise<HTMLImageElement | null> {
  try {
    await image?.decode()
    return image
  } catch {
    return null
  }
}

/** Whether the visitor has asked the browser to read as little as it can. */
function savesData(): boolean {
  const { connection }: Navigator & { connection?: { saveData?: boolean } } = navigator
  return connection?.saveData === true
}
