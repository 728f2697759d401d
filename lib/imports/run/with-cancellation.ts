import { and, eq, inArray } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { imports } from '@/db/schema/imports'
import { ACTIVE_STATES } from '@/lib/imports/types'

const EVERY_MS = 1_000 // how soon a cancelled import is noticed

type Watch = { controller: AbortController; users: number; timer: NodeJS.Timeout }
const watches = new WeakMap<Db, Map<number, Watch>>()

/**
 * Runs a piece of an import with a signal that is aborted about a second after the import was cancelled or removed. However many pieces
 * run, each import costs one query a second.
 */
export async function whileActive<T>(db: Db, importId: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ofDb = watches.get(db) ?? new Map<number, Watch>()
  watches.set(db, ofDb)
  const known = ofDb.get(importId)
  const watch = known && !known.controller.signal.aborted ? known : startWatch(db, importId) // it may have been continued since
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
      () => undefined, // the database is away for a moment: the next look tells
    )
  }, EVERY_MS)
  return { controller, users: 0, timer }
}

async function isActive(db: Db, importId: number): Promise<boolean> {
  return (await db.$count(imports, and(eq(imports.id, importId), inArray(imports.state, [...ACTIVE_STATES])))) > 0
}

/** What `work` gives, or null as soon as the signal is aborted; the work then ends on its own, and how it ends no longer matters. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T | null> {
  let stop: () => void = () => undefined
  const aborted = new Promise<null>((resolve) => {
    stop = () => resolve(null)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  work.catch(() => undefined)
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener('abort', stop))
}
