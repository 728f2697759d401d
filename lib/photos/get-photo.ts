import { and, asc, desc, eq, gt, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { favourites } from '@/db/schema/people/favourites'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { backupChecks } from '@/db/schema/vault'
import { viewpoints } from '@/db/schema/viewpoints'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { isOfForm } from '@/lib/mapillary/key-form'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { tileLevelsOf } from '@/lib/model/pictures/tile-levels'
import { listTags } from '@/lib/tags/list-tags'
import { type Viewer, visiblePhotos } from '@/lib/visibility/visible-rows'
import { listMarks } from './list-marks'
import { listOwnReports } from './list-own-reports'
import { findPanoramaCrop } from './pictures/find-panorama-crop'
import { hasOriginal } from './pictures/original-pictures'
import type { PhotoSources } from './pictures/photo-sources'
import { type PhotoRow, photoColumns, toFeature } from './to-feature'
import type { Hiding, PhotoDetailsFeature, PhotoTag } from './types'

const NEIGHBOURS = 2

type Sources = PhotoSources & {
  mapillary: Pick<MapillaryClient, 'keyForm'>
  backup: Pick<Backup, 'get'>
  showsOriginals: boolean // false: pictures come from Mapillary only
}

/** One photo with everything that the viewer page shows. Throws NOT_FOUND when there is none, or `viewer` may not see it. */
export async function getPhoto(
  { db, mapillary, origin, backup, showsOriginals }: Sources,
  { photoId, viewer }: { photoId: number; viewer: Viewer },
): Promise<PhotoDetailsFeature> {
  const row = await findRow(db, { photoId, viewer })
  if (!row) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)

  const isOwner = row.ownerId === viewer
  const [found, added, marks, reports, place, { panoramaCrop, isDoubted, pixels }] = await Promise.all([
    listDetections(db, photoId),
    listTags(db, { photoId, viewer }),
    isOwner ? listMarks(db, photoId) : null,
    isOwner ? listOwnReports(db, { photoId }) : null,
    findPlace(db, row, viewer),
    findPanoramaCrop({ db, backup }, row),
  ])

  const feature = toFeature(row, { viewer, origin, photoPageUrl: mapillary.photoPageUrl })
  return {
    ...feature,
    properties: {
      ...feature.properties,
      tags: [...found, ...added].sort((a, b) => (b.area ?? 0) - (a.area ?? 0)),
      ...place,
      backup: backupOf(row, isOwner),
      panoramaCrop,
      isPanoramaDoubted: isDoubted,
      tileLevels: pixels && showsOriginals && hasOriginal({ ...row, isOwner }) ? tileLevelsOf(pixels) : [],
      excluded: isOwner && row.isExcluded,
      keepShowing: row.keepShowing,
      trusted: row.trusted,
      hiding: hidingOf(row),
      isMatched: isOfForm(mapillary.keyForm, row.key),
      isOwner,
      ownMark: row.ownMark,
      ownMarkedAt: row.ownMarkedAt?.toISOString() ?? null,
      isFavourite: row.isFavourite,
      ...(marks && { marks }),
      ...(reports && { reports }),
    },
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof findRow>>>

async function findRow(db: Db, { photoId, viewer }: { photoId: number; viewer: Viewer }) {
  const [row] = await db
    .select({
      ...photoColumns,
      backupBytes: photos.backupBytes,
      backupSha256: photos.backupSha256,
      backupForm: photos.backupForm,
      pictureFlaws: photos.pictureFlaws,
      backedUpAt: photos.backedUpAt,
      verifiedAt: backupChecks.verifiedAt,
      backupState: backupChecks.state,
      copies: backupChecks.copies,
      panoramaCrop: photos.panoramaCrop,
      keepShowing: photos.keepShowing,
      trusted: photos.trusted,
      isExcluded: photos.isExcluded,
      hiddenBy: photos.hiddenBy,
      hiddenReason: photos.hiddenReason,
      sequenceHiddenReason: sequences.hiddenReason,
      ownMark: viewpoints.value,
      ownMarkedAt: viewpoints.markedAt,
      isFavourite: sql<boolean>`exists (select from ${favourites}
        where ${favourites.photoId} = ${photos.id} and ${favourites.userId} = ${viewer ?? 0})`,
    })
    .from(photos)
    .innerJoin(sequences, eq(sequences.id, photos.sequenceId))
    .innerJoin(users, eq(users.id, photos.ownerId))
    .leftJoin(viewpoints, and(eq(viewpoints.photoId, photos.id), eq(viewpoints.userId, viewer ?? 0)))
    .leftJoin(backupChecks, eq(backupChecks.photoId, photos.id))
    .where(and(eq(photos.id, photoId), visiblePhotos(viewer)))
  return row
}

/** Where a photo stands in its sequence, counted and linked for this viewer. */
async function findPlace(
  db: Db,
  { sequenceId, n }: Row,
  viewer: Viewer,
): Promise<Pick<PhotoDetailsFeature['properties'], 'total' | 'neighbours'>> {
  const inSequence = and(eq(photos.sequenceId, sequenceId), isNotNull(photos.importedAt), visiblePhotos(viewer))
  const idsOf = async (side: SQL, order: SQL) => {
    const found = await db
      .select({ id: photos.id })
      .from(photos)
      .where(and(inSequence, side))
      .orderBy(order)
      .limit(NEIGHBOURS)
    return found.map(({ id }) => String(id))
  }
  const [previous, next, [highest]] = await Promise.all([
    idsOf(lt(photos.n, n), desc(photos.n)),
    idsOf(gt(photos.n, n), asc(photos.n)),
    db.select({ n: photos.n }).from(photos).where(inSequence).orderBy(desc(photos.n)).limit(1),
  ])
  return { total: highest?.n ?? n, neighbours: { previous, next } }
}

/** The original in the backup; where it lies and how it was checked is told to its owner only. */
function backupOf(row: Row, isOwner: boolean): PhotoDetailsFeature['properties']['backup'] {
  const { backupBytes: bytes, backupSha256: sha256, backedUpAt } = row
  if (bytes === null || sha256 === null || backedUpAt === null) return null
  const checked = isOwner &&
    row.copies !== null && {
      verifiedAt: row.verifiedAt?.toISOString() ?? null,
      state: row.backupState,
      copies: row.copies,
    }
  return {
    bytes,
    sha256,
    at: backedUpAt.toISOString(),
    form: row.backupForm,
    flaws: row.pictureFlaws,
    file: isOwner ? row.backupKey : null,
    ...checked,
  }
}

type Hidden = Pick<PhotoRow, 'ownerId' | 'hiddenAt' | 'sequenceHiddenAt'> & {
  hiddenBy: number | null
  hiddenReason: string | null
  sequenceHiddenReason: string | null
}

/** A moderator's hiding of the whole sequence comes first: it stays whatever becomes of the photo. */
function hidingOf(row: Hidden): Hiding | null {
  if (row.sequenceHiddenAt)
    return { by: 'moderator', reason: row.sequenceHiddenReason, at: row.sequenceHiddenAt.toISOString() }
  if (!row.hiddenAt) return null
  const by = row.hiddenBy === null ? 'report' : row.hiddenBy === row.ownerId ? 'owner' : 'moderator'
  return { by, reason: row.hiddenReason, at: row.hiddenAt.toISOString() }
}

async function listDetections(db: Db, photoId: number): Promise<PhotoTag[]> {
  const rows = await db
    .select({
      id: detections.id,
      layer: detections.layer,
      value: detections.value,
      score: detections.score,
      area: detections.area,
      shape: detections.shape,
    })
    .from(detections)
    .where(eq(detections.photoId, photoId))
    .orderBy(sql`${detections.area} desc nulls last`, detections.id)
  return rows.map((row) => ({ ...row, id: String(row.id), source: 'mapillary' }))
}
