import type { Db } from '@/db/client'
import type { ImportProgress } from '@/lib/imports/types'
import { ACTIVE_STATES } from '@/lib/model/import-states'
import { getImport } from './get-import'

const EVERY_MS = 1_000

type Watched = { progress: Promise<ImportProgress>; at: number }
const watched = new Map<number, Watched>()

/** One query a second for each import, however many people watch it. */
function recent(db: Db, own: { importId: number; userId: number }): Promise<ImportProgress> {
  const latest = watched.get(own.importId)
  if (latest && Date.now() - latest.at < EVERY_MS) return latest.progress
  const progress = getImport(db, own)
  watched.set(own.importId, { progress, at: Date.now() })
  progress.finally(() => setTimeout(() => forget(own.importId), 10 * EVERY_MS).unref()).catch(() => undefined)
  return progress
}

function forget(importId: number): void {
  const known = watched.get(importId)
  if (known && Date.now() - known.at >= 10 * EVERY_MS) watched.delete(importId)
}

/**
 * The progress of an import as server-sent events, one whenever it changed, until it is over, nobody listens,
 * or who listens is logged out. Check first, with getImport, that the import is the caller's.
 */
export function watchImport(
  db: Db,
  own: { importId: number; userId: number },
  { signal, isStillCaller }: { signal: AbortSignal; isStillCaller: () => Promise<boolean> },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let last = ''
  let timer: NodeJS.Timeout | undefined
  return new ReadableStream({
    start(controller) {
      const end = () => {
        clearTimeout(timer)
        if (!signal.aborted) controller.close()
      }
      signal.addEventListener('abort', () => clearTimeout(timer))
      const tick = async () => {
        const progress = await recent(db, own)
        if (signal.aborted) return
        if (!(await isStillCaller())) return end()
        const data = JSON.stringify(progress)
        controller.enqueue(encoder.encode(data === last ? ': still the same\n\n' : `data: ${data}\n\n`))
        last = data
        if (!ACTIVE_STATES.some((state) => state === progress.status)) return end()
        timer = setTimeout(() => tick().catch(end), EVERY_MS)
      }
      tick().catch(end)
    },
    cancel() {
      clearTimeout(timer)
    },
  })
}
