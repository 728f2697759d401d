import { and, asc, eq, gt, isNotNull, like, lte, not, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutFiles, takeoutSequences, takeouts } from '@/db/schema/takeouts'
import type { Backup } from '@/lib/backup/types'
import { TAKEOUT_DAYS } from '@/lib/model/takeout-states'
import { type Bag, type BagLine, bagFiles } from '@/lib/takeouts/contents/bag-files'
import { isRepairedPath, payloadPath, repairedPath } from '@/lib/takeouts/contents/payload-path'
import { STAC_COLLECTION_FILE, stacCatalog } from '@/lib/takeouts/contents/stac-files'
import { pageFiles } from '@/lib/takeouts/viewer/page-files'
import { splitIntoParts } from '@/lib/takeouts/zip/split-into-parts'
import { isTaken, lockTakeout, type RequestedTakeout } from './active-takeout'
import { appendFiles } from './append-files'
import { putPack } from './pack-sequence'

type Tools = { db: Db; backup: Backup; origin: string; viewerFolder: string }

const LINES_AT_ONCE = 5_000
const IS_PAYLOAD = like(takeoutFiles.path, `${payloadPath('')}%`)

/** Writes the offline viewer and the files of the bag, cuts the list into archives and says that the takeout is ready. Safe to repeat. */
export async function finishTakeout(tools: Tools, requested: RequestedTakeout): Promise<void> {
  const { db, backup } = tools
  const { takeoutId } = requested
  const bag = await describeBag(tools, takeoutId)
  const collections = await listCollections(db, takeoutId)
  const files = await putPack(backup, takeoutId, async function* (packed) {
    yield* pageFiles(tools, { takeoutId, madeAt: bag.madeAt })
    yield stacCatalog(collections)
    yield* bagFiles(bag, packed)
  })
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

async function describeBag({ db, origin }: Tools, takeoutId: number): Promise<Bag> {
  const [sums] = await db
    .select({ files: sql<number>`count(*)::integer`, bytes: sql<string>`coalesce(sum(${takeoutFiles.bytes}), 0)` })
    .from(takeoutFiles)
    .where(and(eq(takeoutFiles.takeoutId, takeoutId), IS_PAYLOAD))
  const isRepaired = (await db.$count(takeouts, and(eq(takeouts.id, takeoutId), takeouts.isRepaired))) > 0
  return {
    id: takeoutId,
    origin,
    madeAt: new Date(),
    payloadBytes: Number(sums?.bytes ?? 0),
    payloadFiles: sums?.files ?? 0,
    lines: lines(db, takeoutId, IS_PAYLOAD),
    tagLines: lines(db, takeoutId, not(IS_PAYLOAD)),
    leftOut: await listLeftOut(db, takeoutId),
    isRepaired,
    notRepaired: isRepaired ? await listNotRepaired(db, takeoutId) : [],
  }
}

async function listCollections(db: Db, takeoutId: number): Promise<string[]> {
  const rows = await db
    .select({ path: takeoutFiles.path })
    .from(takeoutFiles)
    .where(and(eq(takeoutFiles.takeoutId, takeoutId), like(takeoutFiles.path, `%/${STAC_COLLECTION_FILE}`)))
    .orderBy(asc(takeoutFiles.position))
  return rows.map(({ path }) => path)
}

async function* lines(db: Db, takeoutId: number, condition: SQL): AsyncGenerator<BagLine> {
  for (let last = -1; ; ) {
    const rows = await db
      .select({ position: takeoutFiles.position, path: takeoutFiles.path, sha256: takeoutFiles.sha256 })
      .from(takeoutFiles)
      .where(and(eq(takeoutFiles.takeoutId, takeoutId), condition, gt(takeoutFiles.position, last)))
      .orderBy(asc(takeoutFiles.position))
      .limit(LINES_AT_ONCE)
    yield* rows
    const end = rows.at(-1)
    if (!end) return
    last = end.position
  }
}

/** The originals in the takeout without a copy beside them. */
async function listNotRepaired(db: Db, takeoutId: number): Promise<string[]> {
  const rows = await db
    .select({ path: takeoutFiles.path })
    .from(takeoutFiles)
    .where(and(eq(takeoutFiles.takeoutId, takeoutId), IS_PAYLOAD))
    .orderBy(asc(takeoutFiles.position))
  const paths = new Set(rows.map(({ path }) => path))
  const originals = [...paths].filter((path) => path.endsWith('.jpg') && !isRepairedPath(path))
  return originals.filter((path) => !paths.has(repairedPath(path)))
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
    .innerJoin(photos, isTaken(takeoutId))
    .where(
      and(
        lte(photos.n, takeoutSequences.checkedN),
        isNotNull(photos.backedUpAt),
        sql`${photos.backupKey} not in (${listed})`,
      ),
    )
    .orderBy(asc(photos.sequenceId), asc(photos.n))
  return rows.flatMap(({ key }) => (key === null ? [] : [payloadPath(key)]))
}
