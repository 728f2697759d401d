import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { readMapState } from '@/lib/tiles/map-version'
import type { Viewer } from '@/lib/visibility/visible-rows'

const LOOK_EVERY_MS = 500
const REST_MS = 5_000 // after a failure

export type Reader = {
  /** Runs queries for that viewer: on the replica when nobody is logged in and it is fresh enough. */
  read<T>(viewer: Viewer, work: (db: Db) => Promise<T>): Promise<T>
  /** Runs queries that must see the public map as of that revision, or later. */
  readAt<T>(revision: number, work: (db: Db) => Promise<T>): Promise<T>
}

/**
 * Reads from a replica what strangers ask for. Every change of the public map, takedowns among them, raises its revision; the replica is asked
 * only when it has what the primary had half a second ago, so that nothing that was taken down is shown for longer. Whoever is logged in
 * reads from the primary, and sees what they have just written. A replica that fails, or cancels a query, costs nobody their answer.
 */
export function createReader({ primary, replica }: { primary: Db; replica: Db | null }): Reader {
  let needed = { revision: Promise.resolve(0), at: Number.NEGATIVE_INFINITY } // what the primary had
  let held = 0 // what the replica has at least
  let restsUntil = 0

  function neededRevision(): Promise<number> {
    if (Date.now() - needed.at < LOOK_EVERY_MS) return needed.revision
    const revision = readMapState(primary).then((state) => state.revision)
    needed = { revision, at: Date.now() }
    return revision
  }

  async function holds(db: Db, revision: number): Promise<boolean> {
    if (held < revision) held = (await readMapState(db)).revision
    return held >= revision
  }

  async function readFrom<T>(db: Db, revision: number, work: (db: Db) => Promise<T>): Promise<{ answer: T } | null> {
    try {
      return (await holds(db, revision)) ? { answer: await work(db) } : null
    } catch (error) {
      if (error instanceof AppError) throw error // what the visitor asked for is at fault
      restsUntil = Date.now() + REST_MS
      held = 0 // another server may answer at this address afterwards
      return null
    }
  }

  async function readAt<T>(revision: number, work: (db: Db) => Promise<T>): Promise<T> {
    const found = replica && Date.now() >= restsUntil ? await readFrom(replica, revision, work) : null
    return found ? found.answer : work(primary)
  }

  return {
    readAt,
    read: async (viewer, work) => (viewer !== null || !replica ? work(primary) : readAt(await neededRevision(), work)),
  }
}
