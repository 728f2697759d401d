import type { Db } from '@/db/client'
import { requireMigratedKeys } from '@/lib/key-migration/old-keys'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { getOwnSequence } from '@/lib/sequences/get-own-sequence'
import type { TokenKeys } from '@/lib/users/token-cipher'
import { withToken } from '@/lib/users/with-token'
import { compareSequence } from './compare-sequence'
import type { ChangedFact } from './diff-photos'

const SHOWN = 500

/** `total` photos, of which the first 500 are listed. */
type Listed<Photo> = { total: number; photos: Photo[] }
type Known = { id: string; n: number; mapillaryKey: string }

/** What a sync would change, as the API answers it; times are ISO 8601, ids decimal strings. */
export type SequenceChanges = {
  sequenceId: string
  checkedAt: string
  isGone: boolean // Mapillary no longer has the sequence
  private: { before: boolean; now: boolean } | null // null: as before
  added: Listed<{ n: number; mapillaryKey: string; capturedAt: string | null }>
  changed: Listed<Known & { facts: ChangedFact[] }>
  back: Listed<Known>
  gone: Listed<Known>
  moved: Listed<Known & { mapillarySequenceKey: string }> // Mapillary has them in another sequence now; here they stay
  elsewhere: { sequenceId: string; count: number }[] // Mapillary has them in this sequence, here other sequences of yours do
  incomplete: Listed<Known>
}

/**
 * What is different on Mapillary from what is here, for the owner. Changes nothing. Throws NOT_FOUND (also for somebody else's sequence),
 * CONFLICT (being deleted), UNAUTHENTICATED, RATE_LIMITED, UPSTREAM_FAILED.
 */
export async function checkChanges(
  tools: { db: Db; mapillary: MapillaryClient; tokenKeys: TokenKeys },
  { sequenceId, userId }: { sequenceId: number; userId: number },
): Promise<SequenceChanges> {
  const own = await getOwnSequence(tools.db, { sequenceId, userId })
  await requireMigratedKeys(tools, sequenceId)
  const { sequence, diff, moved, elsewhere } = await withToken(tools, userId, (token) =>
    compareSequence(tools, { sequenceId, userId, sequenceKey: own.mapillaryKey, token }),
  )
  const isPrivacyNew = sequence !== null && sequence.isPrivate !== own.isPrivate
  return {
    sequenceId: String(sequenceId),
    checkedAt: new Date().toISOString(),
    isGone: sequence === null,
    private: isPrivacyNew ? { before: own.isPrivate, now: sequence.isPrivate } : null,
    added: list(diff.added, (photo) => ({ ...photo, capturedAt: photo.capturedAt?.toISOString() ?? null })),
    changed: list(diff.changed, withTextId),
    back: list(diff.back, withTextId),
    gone: list(diff.gone, withTextId),
    moved: list(moved, ({ sequenceKey, ...photo }) => ({
      ...withTextId(photo),
      mapillarySequenceKey: sequenceKey,
    })),
    elsewhere: elsewhere.map((one) => ({ ...one, sequenceId: String(one.sequenceId) })),
    incomplete: list(diff.incomplete, withTextId),
  }
}

function list<From, To>(photos: From[], map: (photo: From) => To): Listed<To> {
  return { total: photos.length, photos: photos.slice(0, SHOWN).map(map) }
}

function withTextId<Photo extends { id: number }>(photo: Photo): Omit<Photo, 'id'> & { id: string } {
  return { ...photo, id: String(photo.id) }
}
