import type { ExcludedAreasInput } from '@/lib/excluded-areas/excluded-areas-input'
import { describeExcludedAreas, previewExcludedAreas, putExcludedAreas } from '@/lib/excluded-areas/put-excluded-areas'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { pictureCache } from '@/lib/server/pictures/tools'
import { runtime } from '@/lib/server/runtime'

type Put = ExcludedAreasInput & { preview: boolean; ownerId: number | null; actorId: number }

/** The areas of a person, or (null) of the instance. */
export async function answerAreas(ownerId: number | null) {
  return { status: 200 as const, body: await describeExcludedAreas(tools(), ownerId) }
}

export async function answerPut({ preview, ownerId, actorId, areas }: Put) {
  const drawn = areas.map(({ coordinates: [corners] }) => corners)
  if (preview) return { status: 200 as const, body: await previewExcludedAreas(tools(), { ownerId, areas: drawn }) }
  const body = await putExcludedAreas(tools(), { ownerId, actorId, areas: drawn })
  await removeHiddenPictures({ db: runtime().db, cache: pictureCache() })
  return { status: 200 as const, body }
}

function tools() {
  const { db, tokenKeys } = runtime()
  return { db, marginKey: tokenKeys[0] }
}
