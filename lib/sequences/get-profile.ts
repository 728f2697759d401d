import type { Db } from '@/db/client'
import { type ElevationProfile, elevationProfile, thinned } from '@/lib/geo/elevation-profile'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { getSequence } from './get-sequence'
import { listSequencePhotos } from './list-sequence-photos'

/** Altitude over distance of a sequence, in few enough points to be drawn; null when no photo has an altitude. Throws NOT_FOUND. */
export async function getProfile(
  db: Db,
  asked: { sequenceId: number; viewer: Viewer },
): Promise<ElevationProfile | null> {
  await getSequence(db, asked)
  const profile = elevationProfile(await listSequencePhotos(db, asked))
  return profile && thinned(profile)
}
