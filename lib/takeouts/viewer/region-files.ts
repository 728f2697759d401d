import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { tags, tagTypes } from '@/db/schema/tags'
import { label } from '@/lib/format/label'
import { LAYERS } from '@/lib/model/layers'
import type { DetectionShape, PicturePoint, PictureRing } from '@/lib/model/pictures/picture-shapes'
import { regionsFile, type ViewerRegion, type ViewerRegions } from '@/lib/model/takeout-viewer'
import { ringsOf } from '@/lib/photos/shape-rings'
import type { SmallFile } from '@/lib/takeouts/contents/pack-files'
import type { Originals } from '@/lib/takeouts/contents/taken-photos'
import { writeScript } from './write-script'

const UNITS = 10_000 // of a picture's side: finer than screens are

/** The outlines of what is on the photos of a sequence, some photos a file; those without any have none. */
export async function* regionFiles(db: Db, sequenceId: number, originals: Originals): AsyncGenerator<SmallFile> {
  const groups = new Map<string, number[]>()
  for (const n of [...originals.keys()].sort((a, b) => a - b)) {
    const path = regionsFile(sequenceId, n)
    groups.set(path, [...(groups.get(path) ?? []), n])
  }
  for (const [path, numbers] of groups) {
    const regions = await readRegions(db, sequenceId, numbers)
    if (Object.keys(regions).length > 0) yield { path, text: writeScript(path, [JSON.stringify(regions)]) }
  }
}

async function readRegions(db: Db, sequenceId: number, numbers: number[]): Promise<ViewerRegions> {
  const isOfPhotos = and(eq(photos.sequenceId, sequenceId), inArray(photos.n, numbers))
  const found = await db
    .select({ n: photos.n, layer: detections.layer, value: detections.value, shape: detections.shape })
    .from(detections)
    .innerJoin(photos, eq(photos.id, detections.photoId))
    .where(isOfPhotos)
    .orderBy(asc(photos.n), asc(detections.id))
  const added = await db
    .select({ n: photos.n, name: tagTypes.label, colour: tagTypes.colour, shape: tags.shape })
    .from(tags)
    .innerJoin(photos, eq(photos.id, tags.photoId))
    .innerJoin(tagTypes, eq(tagTypes.value, tags.type))
    .where(and(isOfPhotos, isNull(tags.removedAt)))
    .orderBy(asc(photos.n), asc(tags.id))
  const all = [
    ...found.map(({ n, layer, value, shape }) => {
      const { colour, isBackground } = LAYERS[layer]
      return { n, shape, region: { name: label(value), colour, isBackground } }
    }),
    ...added.map(({ n, name, colour, shape }) => ({ n, shape, region: { name, colour, isBackground: false } })),
  ]
  const regions: ViewerRegions = {}
  for (const { n, shape, region } of all) {
    if (!shape) continue
    const list: ViewerRegion[] = regions[n] ?? []
    regions[n] = list
    list.push({ ...region, rings: roundedRings(shape) })
  }
  return regions
}

function roundedRings(shape: DetectionShape): PictureRing[] {
  return ringsOf(shape).map((ring) => ring.map(([x, y]): PicturePoint => [rounded(x), rounded(y)]))
}

function rounded(share: number): number {
  return Math.round(share * UNITS) / UNITS
}
