import { AppError } from '@/lib/errors'
import { TooMuchData, upstreamFailed } from '@/lib/mapillary/http-errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { Ask } from './ask'
import { type SequencePhoto, toSequence, toSequencePhoto } from './map'
import type { Usable } from './usable'
import { WireEntity, WirePage } from './wire'

const PER_PAGE = '2000' // the most that v4 gives
export const SEQUENCE_FIELDS = [
  'id',
  'sequence',
  'captured_at',
  'geometry',
  'is_pano',
  'camera_type',
  'make',
  'creator',
]

type Tools = { ask: Ask; usable: Usable }

export function createSequences({
  ask,
  usable,
}: Tools): Required<Pick<MapillaryClient, 'listPhotos'>> & Pick<MapillaryClient, 'getSequence'> {
  return {
    async listPhotos(token, { user, since, until, after }) {
      const query = {
        creator_username: user.username,
        fields: SEQUENCE_FIELDS.join(','),
        limit: PER_PAGE,
        ...(since && { start_captured_at: since.toISOString() }),
        ...(until && { end_captured_at: until.toISOString() }),
      }
      const page = await ask.pageAt(token, '/images', { query, cursor: after })
      const photos = usable(page.data, 'images', toSequencePhoto)
      const own = photos.filter(({ userKey }) => userKey === null || userKey === user.key) // names may change hands
      // A list that has led on to a next page ends where it names none.
      return { photos: own, after: page.cursor, mayBeCut: after === null && page.isFull && page.cursor === null }
    },

    async getSequence(token, sequenceKey) {
      const unknown = new AppError('NOT_FOUND', `Mapillary has no sequence with the key "${sequenceKey}"`)
      if (sequenceKey === '') throw unknown
      const { data } = await ask.one(token, '/image_ids', { sequence_id: sequenceKey }, WirePage)
      const keys = [...new Set(usable(data, 'ids', toKey))]
      if (keys.length === 0) throw unknown
      const described = await describePhotos({ ask, usable }, token, { sequenceKey, keys })
      const photos = described.filter((photo) => photo.sequenceKey === sequenceKey)
      const owner = photos.find(({ userKey }) => userKey !== null)
      if (!owner?.userKey) throw upstreamFailed(`Mapillary does not say whose the sequence ${sequenceKey} is`)
      const byKey = new Map(photos.map((photo) => [photo.key, photo]))
      const ordered = keys.flatMap((key) => byKey.get(key) ?? [])
      return toSequence(sequenceKey, { key: owner.userKey, username: owner.username }, { keys, photos: ordered })
    },
  }
}

/** The photos of a sequence in one call where that works, the missing ones by id: neither list is certain to be whole. */
async function describePhotos(
  { ask, usable }: Tools,
  token: string,
  { sequenceKey, keys }: { sequenceKey: string; keys: string[] },
): Promise<SequencePhoto[]> {
  const query = { sequence_ids: sequenceKey, fields: SEQUENCE_FIELDS.join(','), limit: PER_PAGE }
  const atOnce = await ask.one(token, '/images', query, WirePage).catch((error: unknown) => {
    if (error instanceof AppError && (error.cause instanceof TooMuchData || error.code === 'NOT_FOUND')) return null
    throw error
  })
  const listed = usable(atOnce?.data ?? [], 'images', toSequencePhoto)
  const listedKeys = new Set(listed.map(({ key }) => key))
  const missing = keys.filter((key) => !listedKeys.has(key))
  return [...listed, ...usable(await ask.byIds(token, missing, SEQUENCE_FIELDS), 'images', toSequencePhoto)]
}

function toKey(entity: unknown): string | null {
  return WireEntity.safeParse(entity).data?.id ?? null
}
