import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { takeoutFiles, takeoutSequences, takeouts } from '@/db/schema/takeouts'
import type { Backup } from '@/lib/backup/types'
import { previewFile, type ViewerPreview } from '@/lib/model/takeout-viewer'
import type { Drawer } from '@/lib/photos/drawing/types'
import { Undrawable } from '@/lib/photos/drawing/undrawable'
import { findPanoramaCrop } from '@/lib/photos/pictures/find-panorama-crop'
import type { PhotoSources } from '@/lib/photos/pictures/photo-sources'
import { withScratchFile } from '@/lib/photos/pictures/scratch-file'
import type { SmallFile } from '@/lib/takeouts/contents/pack-files'
import { payloadPath } from '@/lib/takeouts/contents/payload-path'
import type { TakeoutFile } from '@/lib/takeouts/types'
import { writeScript } from '@/lib/takeouts/viewer/write-script'
import { lockTakeout, type RequestedTakeout } from './active-takeout'
import { appendFiles } from './append-files'
import { putPack } from './pack-sequence'
import { type CopiedPhoto, copyRepaired, describeCopied } from './repair-copies'

export type DerivingTools = PhotoSources & {
  backup: Backup
  drawer: Pick<Drawer, 'drawOriginal'>
  scratchFolder: string
}

const BATCH = 16
const PREVIEW_PIXELS = 2048

/**
 * Makes what is drawn or written from the next originals of a sequence: small pictures of panoramas for the offline viewer, and copies with
 * repaired metadata when they were asked for. False: there are no more. Safe to repeat: each batch is listed once.
 */
export async function deriveFiles(
  tools: DerivingTools,
  requested: RequestedTakeout,
  { sequenceId, derivedN }: { sequenceId: number; derivedN: number },
): Promise<boolean> {
  const { takeoutId } = requested
  const batch = await nextListed(tools.db, { takeoutId, sequenceId, derivedN })
  const last = batch.at(-1)
  if (!last) return false
  const copies = await describeCopied(tools, { takeoutId, sequenceId, numbers: batch.map(({ n }) => n) })
  const previews: SmallFile[] = []
  const copied: TakeoutFile[] = []
  for (const original of batch) {
    const found = await tools.backup.get(original.key)
    if (!found) continue // it is lost since: the download will say so
    await withScratchFile({ folder: tools.scratchFolder, body: found.body }, async (path) => {
      const photo = { ...original, path }
      if (original.pano) previews.push(...(await drawPreview(tools, sequenceId, photo)))
      const copy = copies.get(original.n)
      if (copy) copied.push(...(await copyRepaired(tools, takeoutId, { ...copy, ...photo })))
    })
  }
  const files = previews.length > 0 ? await putPack(tools.backup, takeoutId, () => inOrder(previews)) : []
  await tools.db.transaction(async (tx) => {
    if (!(await lockTakeout(tx, requested))) return
    const moved = await tx
      .update(takeoutSequences)
      .set({ derivedN: last.n })
      .where(
        and(
          eq(takeoutSequences.takeoutId, takeoutId),
          eq(takeoutSequences.sequenceId, sequenceId),
          eq(takeoutSequences.derivedN, derivedN),
        ),
      )
      .returning({ sequenceId: takeoutSequences.sequenceId })
    if (moved.length > 0) await appendFiles(tx, takeoutId, [...files, ...copied])
  })
  return true
}

/** The next photos of which something is to be made and whose original is in the takeout. */
async function nextListed(
  db: Db,
  { takeoutId, sequenceId, derivedN }: { takeoutId: number; sequenceId: number; derivedN: number },
) {
  const path = sql`${payloadPath('')}::text || ${photos.backupKey}`
  return db
    .select({
      id: photos.id,
      n: photos.n,
      pano: photos.isPano,
      panoramaCrop: photos.panoramaCrop,
      key: takeoutFiles.backupKey,
    })
    .from(photos)
    .innerJoin(takeoutFiles, and(eq(takeoutFiles.takeoutId, takeoutId), eq(takeoutFiles.path, path)))
    .innerJoin(takeouts, eq(takeouts.id, takeoutFiles.takeoutId))
    .where(
      and(eq(photos.sequenceId, sequenceId), gt(photos.n, derivedN), sql`(${photos.isPano} or ${takeouts.isRepaired})`),
    )
    .orderBy(asc(photos.n))
    .limit(BATCH)
}

type Listed = Awaited<ReturnType<typeof nextListed>>[number]

/** Nothing when the picture cannot be drawn: the viewer shows it flat then. */
async function drawPreview(
  { db, backup, drawer }: DerivingTools,
  sequenceId: number,
  { key, path, ...photo }: Listed & Pick<CopiedPhoto, 'path'>,
): Promise<SmallFile[]> {
  await findPanoramaCrop({ db, backup }, { ...photo, backupKey: key }) // noted for the viewer's list of photos
  try {
    const picture = await drawer.drawOriginal(path, PREVIEW_PIXELS)
    const preview: ViewerPreview = `data:image/jpeg;base64,${picture.toString('base64')}`
    const file = previewFile(sequenceId, photo.n)
    return [{ path: file, text: writeScript(file, [JSON.stringify(preview)]) }]
  } catch (error) {
    if (error instanceof Undrawable) return []
    throw error
  }
}

async function* inOrder(files: SmallFile[]): AsyncGenerator<SmallFile> {
  yield* files
}
