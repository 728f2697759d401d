import { findUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { getSequence } from '@/lib/sequences/get-sequence'
import { listSequencePhotos } from '@/lib/sequences/list-sequence-photos'
import { sequenceFeature } from '@/lib/sequences/sequence-feature'

/** 200 GeoJSON Feature with a LineString; 404 unknown, private or unpublished for everyone but the owner. */
export async function GET(_request: Request, { params }: RouteContext<'/api/v1/sequences/[sequenceId]'>) {
  return handle(async () => {
    const sequenceId = parseId((await params).sequenceId, 'Sequence')
    const viewer = (await findUser())?.id ?? null
    const { db, mapillary } = runtime()
    const sequence = await getSequence(db, { sequenceId, viewer })
    const photos = await listSequencePhotos(db, { sequenceId, viewer })
    const [first] = photos
    const feature = sequenceFeature(sequence, photos, {
      origin: new URL(env().NEXTAUTH_URL).origin,
      mapillaryPage: first ? mapillary.photoPageUrl(first.mapillaryKey) : null,
    })
    return Response.json(feature, {
      headers: { 'content-type': 'application/geo+json', 'cache-control': 'private, no-cache' },
    })
  })
}
