import { sendDeletionRequested, sendImportCancelled } from '@/inngest/send'
import { findUser, requireUser } from '@/lib/auth/session'
import { env } from '@/lib/env'
import { handle } from '@/lib/http/handle'
import { readJson } from '@/lib/http/read-json'
import { assertSameOrigin } from '@/lib/http/same-origin'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { DeleteSequenceInput, deleteSequence } from '@/lib/sequences/delete-sequence'
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

/**
 * Deletes one of the caller's sequences: `{ "name": its name, "backup": whether the originals go too }`. 202: it is hidden from everyone at
 * once and removed soon; `backupFolder` says where kept originals lie. 404 for somebody else's, 400 when the name is another.
 */
export async function DELETE(request: Request, { params }: RouteContext<'/api/v1/sequences/[sequenceId]'>) {
  return handle(async () => {
    const user = await requireUser()
    assertSameOrigin(request)
    const sequenceId = parseId((await params).sequenceId, 'Sequence')
    const input = DeleteSequenceInput.parse(await readJson(request))
    const deletion = await deleteSequence(runtime().db, { sequenceId, userId: user.id, ...input })
    const { backup, backupFolder, cancelledImportId } = deletion
    if (cancelledImportId !== null) await sendImportCancelled({ importId: cancelledImportId, userId: user.id })
    await sendDeletionRequested({ sequenceId, userId: user.id, backup })
    return Response.json({ id: String(sequenceId), backupFolder }, { status: 202 })
  })
}
