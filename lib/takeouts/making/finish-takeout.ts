import { and, asc, eq, gt, isNotNull, like, lte, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutFiles, takeoutSequences, takeouts } from '@/db/schema/takeouts'
import type { Backup } from '@/lib/backup/types'
import { TAKEOUT_DAYS } from '@/lib/model/takeout-states'
import { type BagLine, bagFiles } from '@/lib/takeouts/contents/bag-files'
import { payloadPath } from '@/lib/takeouts/contents/sequence-files'
import { splitIntoParts } from '@/lib/takeouts/zip/split-into-parts'
import { lockTakeout, type RequestedTakeout } from './active-takeout'
import { appendFiles } from './append-files'
import { putPack } from './pack-sequence'

type Tools = { db: Db; backup: Backup; origin: string }

const LINES_AT_ONCE = 5_000

/** Writes the files of the bag, cuts the list into archives and says that the takeout is ready. Safe to repeat. */
export async function finishTakeout({ db, backup, origin }: Tools, requested: RequestedTakeout): Promise<void> {
  const { takeoutId } = requested
  const isPayload = and(eq(takeoutFiles.takeoutId, takeoutId), like(takeoutFiles.path, `${payloadPath('')}%`))
  const [sums] = await db
    .select({ files: sql<number>`count(*)::integer`, bytes: sql<string>`coalesce(sum(${takeoutFiles.bytes}), 0)` })
    .from(takeoutFiles)
    .where(isPayload)
  const bag = {
    id: takeoutId,
    origin,
    madeAt: new Date(),
    payloadBytes: Number(sums?.bytes ?? 0),
    payloadFiles: sums?.files ?? 0,
    leftOut: await listLeftOut(db, takeoutId),
  }
  const files = await putPack(backup, takeoutId, (packed) =>
    bagFiles({ ...bag, lines: payloadLines(db, takeoutId) }, packed),
  )
  await db.transaction(async (tx) => {
    const takeout = await lockTakeout(tx, requested)
    if (!takeout) return
    await appendFiles(tx, takeoutId, files)
    const entries = await tx
      .select({ path: takeoutFiles.path, sizeBytes: takeoutFiles.bytes, crc32: takeoutFiles.crc32 })
      .from(takeoutFiles)
      .where(eq(takeoutFiles.takeoutId, takeoutId))
      .orderBy(asc(takeoutFiles.position))
    await tx
      .update(takeouts)
      .set({
        state: 'ready',
        parts: splitIntoParts(entries, takeout.partBytes),
        photoTotal: takeout.photoDone,
        readyAt: sql`now()`,
        expiresAt: sql`now() + make_interval(days => ${TAKEOUT_DAYS})`,
      })
      .where(eq(takeouts.id, takeoutId))
  })
}

async function* payloadLines(db: Db, takeoutId: number): AsyncGenerator<BagLine> {
  for (let last = -1; ; ) {
    const rows = await db
      .select({ position: takeoutFiles.position, path: takeoutFiles.path, sha256: takeoutFiles.sha256 })
      .from(takeoutFiles)
      .where(and(eq(takeoutFiles.takeoutId, takeoutId), gt(takeoutFiles.position, last)))
      .orderBy(asc(takeoutFiles.position))
      .limit(LINES_AT_ONCE)
    yield* rows
    const end = rows.at(-1)
    if (!end) return
    last = end.position
  }
}

/** The originals that were looked at and not listed. */
async function listLeftOut(db: Db, takeoutId: number): Promise<string[]> {
  const listed = db
    .select({ key: takeoutFiles.backupKey })
    .from(takeoutFiles)
    .where(eq(takeoutFiles.takeoutId, takeoutId))
  const rows = await db
    .select({ key: photos.backupKey })
    .from(takeoutSequences)
    .innerJoin(photos, eq(photos.sequenceId, takeoutSequences.sequenceId))
    .where(
      and(
        eq(takeoutSequences.takeoutId, takeoutId),
        lte(photos.n, takeoutSequences.checkedN),
        isNotNull(photos.backedUpAt),
        sql`${photos.backupKey} not in (${listed})`,
      ),
    )
    .orderBy(asc(photos.sequenceId), asc(photos.n))
  return rows.flatMap(({ key }) => (key === null ? [] : [payloadPath(key)]))
}
