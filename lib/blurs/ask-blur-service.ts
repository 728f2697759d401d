import { asc, eq, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { blurFailures, photoBlurs } from '@/db/schema/blurs'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import type { Pictures } from '@/lib/photos/pictures/pictures'
import type { BlurService } from './blur-service'

const PHOTOS_AT_ONCE = 20
const FAILURES_IN_A_ROW = 3 // then the service is away, whichever photo it is asked about
const MOST_WAIT_SECONDS = 86_400

type Tools = { db: Db; pictures: Pick<Pictures, 'find'>; service: BlurService }

/**
 * Asks the service about photos whose original is as it was uploaded, and blurs what it finds. A photo that fails is asked about again after
 * 1, 2, 4 … minutes, at most a day. Safe to repeat: a photo is asked about until there is an answer, which counts once.
 */
export async function askBlurService(
  tools: Tools,
  { endsAt }: { endsAt: number },
): Promise<{ asked: number; failed: number }> {
  const counts = { asked: 0, failed: 0 }
  let failuresInARow = 0
  for (const photo of await listDue(tools.db)) {
    if (Date.now() > endsAt || failuresInARow >= FAILURES_IN_A_ROW) break
    try {
      await ask(tools, photo)
      counts.asked += 1
      failuresInARow = 0
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      await noteFailure(tools.db, photo.id, error.message)
      counts.failed += 1
      failuresInARow += 1
    }
  }
  return counts
}

type Due = { id: number; ownerId: number }

function listDue(db: Db): Promise<Due[]> {
  return db
    .select({ id: photos.id, ownerId: photos.ownerId })
    .from(photos)
    .leftJoin(blurFailures, eq(blurFailures.photoId, photos.id))
    .where(
      sql`${photos.backupKey} is not null and ${photos.backupForm} is distinct from 'processed' and ${photos.blursCheckedAt} is null
        and coalesce(${blurFailures.askAgainAt} <= now(), true)`,
    )
    .orderBy(asc(photos.id))
    .limit(PHOTOS_AT_ONCE)
}

/** The picture that the owner sees: upright, and of a bounded size. */
async function ask({ db, pictures, service }: Tools, { id: photoId, ownerId }: Due): Promise<void> {
  const picture = await pictures.find(await getPhotoFile(db, { photoId, viewer: ownerId }), 'full')
  if (!picture) throw new AppError('UPSTREAM_FAILED', 'There is no picture of it now')
  await store(db, photoId, await service.findRegions(picture))
}

async function store(db: Db, photoId: number, regions: TagShape[]): Promise<void> {
  await db.transaction(async (tx) => {
    const [photo] = await tx
      .select({ checkedAt: photos.blursCheckedAt })
      .from(photos)
      .where(eq(photos.id, photoId))
      .for('update')
    if (!photo || photo.checkedAt !== null) return // deleted meanwhile, or answered to somebody else
    if (regions.length > 0)
      await tx.insert(photoBlurs).values(regions.map((region) => ({ photoId, region, source: 'service' as const })))
    await tx.update(photos).set({ blursCheckedAt: new Date() }).where(eq(photos.id, photoId))
    await tx.delete(blurFailures).where(eq(blurFailures.photoId, photoId))
  })
}

async function noteFailure(db: Db, photoId: number, reason: string): Promise<void> {
  const wait = (attempts: ReturnType<typeof sql>) =>
    sql`now() + make_interval(secs => least(${MOST_WAIT_SECONDS}, 60 * power(2, least(${attempts}, 12) - 1)))`
  await db
    .insert(blurFailures)
    .values({ photoId, reason, askAgainAt: wait(sql`1`) })
    .onConflictDoUpdate({
      target: blurFailures.photoId,
      set: { reason, attempts: sql`${blurFailures.attempts} + 1`, askAgainAt: wait(sql`${blurFailures.attempts} + 1`) },
    })
}
