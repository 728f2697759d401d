import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { ACTIVE_STATES } from '@/lib/model/import-states'

const EVERY_MS = 1_000 // how soon a cancelled import is noticed

type Watch = { controller: AbortController; users: number; timer: NodeJS.Timeout }
const watches = new WeakMap<Db, Map<number, Watch>>()

/**
 * Runs a part of an import with a signal that is aborted about a second after the import was cancelled or removed. However many parts run,
 * each import costs one query a second.
 */
export async function withCancellation<T>(
  db: Db,
  importId: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const ofDb = watches.get(db) ?? new Map<number, Watch>()
  watches.set(db, ofDb)
  const running = ofDb.get(importId)
  const watch = running && !running.controller.signal.aborted ? running : startWatch(db, importId) // it may have been continued since
  ofDb.set(importId, watch)
  watch.users += 1
  try {
    return await work(watch.controller.signal)
  } finally {
    watch.users -= 1
    if (watch.users === 0) {
      clearInterval(watch.timer)
      if (ofDb.get(importId) === watch) ofDb.delete(importId)
    }
  }
}

function startWatch(db: Db, importId: number): Watch {
  const controller = new AbortController()
  const timer = setInterval(() => {
    isActive(db, importId).then(
      (active) => !active && controller.abort(),
      () => undefined, // the database is away for a moment: the next query will tell
    )
  }, EVERY_MS)
  return { controller, users: 0, timer }
}

async function isActive(db: Db, importId: number): Promise<boolean> {
  return (await db.$count(imports, and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))) > 0
}
