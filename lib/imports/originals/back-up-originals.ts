import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { importPhotos } from '@/db/schema/imports'
import { photos } from '@/db/schema/photos'
import { requireFreeSpace } from '@/lib/backup/require-free-space'
import type { Backup } from '@/lib/backup/types'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { Outcome } from '@/lib/imports/run/outcome'
import { findPending } from '@/lib/imports/run/photos/find-pending'
import { withCancellation } from '@/lib/imports/run/with-cancellation'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { Limits } from '@/lib/model/limits'
import { OriginalsRound } from './originals-round'

type Tools = { db: Db; mapillary: MapillaryClient; backup: Backup; limits?: Limits }

type Options = { retryDelayMs?: (tries: number) => number }

const rounds = new WeakMap<Db, Map<number, Promise<Outcome>>>() // under way in this process, by database and import

/**
 * Copies originals that wait to the backup, eight at once. What is in the backup already is not downloaded again. A photo that fails for good
 * is recorded with its reason and does not stop the others; an outage is thrown as UPSTREAM_FAILED or BACKUP_FAILED, a refused token as UNAUTHENTICATED. Safe to
 * repeat: while an import's round is under way, because Inngest was restarted and asks again, another call waits for that one's outcome
 * (for its end, when it was cancelled and the import goes on).
 */
export function backUpOriginals(tools: Tools, job: ImportJob, options: Options = {}): Promise<Outcome> {
  const underWay = rounds.get(tools.db) ?? new Map<number, Promise<Outcome>>()
  rounds.set(tools.db, underWay)
  const earlierRound = underWay.get(job.importId)
  if (earlierRound)
    return earlierRound.then((outcome) => (outcome.next === 'stop' ? backUpOriginals(tools, job, options) : outcome))
  const round = runRound(tools, job, options).finally(() => underWay.delete(job.importId))
  underWay.set(job.importId, round)
  return round
}

async function runRound(
  tools: Tools,
  job: ImportJob,
  { retryDelayMs = (tries) => 250 * 4 ** (tries - 1) }: Options,
): Promise<Outcome> {
  await skipKept(tools.db, job.importId)
  const pending = await findPending(tools.db, { importId: job.importId, stage: 'originals', limit: 1_000 })
  if (pending.length === 0) return { next: 'done' }
  await requireFreeSpace(tools.backup)
  const round = new OriginalsRound(tools, job, { pending, retryDelayMs })
  await withCancellation(tools.db, job.importId, async (signal) => {
    signal.addEventListener('abort', () => round.cancel())
    await round.run()
  })
  return round.outcome()
}

async function skipKept(db: Db, importId: number): Promise<void> {
  await db
    .update(importPhotos)
    .set({ originals: 'done' })
    .where(
      and(
        eq(importPhotos.importId, importId),
        eq(importPhotos.originals, 'pending'),
        inArray(
          importPhotos.photoId,
          db.select({ id: photos.id }).from(photos).where(sql`${photos.backedUpAt} is not null`),
        ),
      ),
    )
}
