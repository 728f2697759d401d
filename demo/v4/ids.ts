import { createHash } from 'node:crypto'
import type { DemoPhoto, DemoUser, World } from '../world'

export type Directory = { photos: Map<string, DemoPhoto>; users: Map<string, DemoUser> }

const LOWEST = 10n ** 14n
const directories = new WeakMap<World, Directory>()

/** v4's id of what v3 calls by a key: digits, the same at every start. Sequences kept their keys (docs/mapillary.md). */
export function idOf({ key }: { key: string }): string {
  const number = BigInt(`0x${createHash('sha256').update(`v4:${key}`).digest('hex').slice(0, 13)}`)
  return String(LOWEST + number)
}

/** What v4 shows of a world by id: private sequences are not part of it. */
export function directoryOf(world: World): Directory {
  const known = directories.get(world)
  if (known) return known
  const photos = [...world.photos.values()].filter(({ sequence }) => !sequence.isPrivate)
  const directory = {
    photos: new Map(photos.map((photo) => [idOf(photo), photo])),
    users: new Map(world.users.map((user) => [idOf(user), user])),
  }
  directories.set(world, directory)
  return directory
}

/** After a change of the world. */
export function forgetDirectory(world: World): void {
  directories.delete(world)
}
