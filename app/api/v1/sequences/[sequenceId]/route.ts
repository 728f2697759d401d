import { on, serve } from '@/app/api/serve'
import { sendDeletionRequested, sendImportCancelled } from '@/inngest/send'
import { photosOfSequence } from '@/lib/exports/list-photos'
import { removeHiddenPictures } from '@/lib/photos/pictures/remove-hidden-pictures'
import { deleteSequence } from '@/lib/sequences/delete-sequence'
import { editSequence } from '@/lib/sequences/editing/edit-sequence'
import { getSequence } from '@/lib/sequences/get-sequence'
import { listSequencePhotos } from '@/lib/sequences/list-sequence-photos'
import * as api from '@/lib/server/api/routes/sequences'
import { photoExportResponse } from '@/lib/server/exports/export-response'
import { sequenceFeature } from '@/lib/server/features/sequence-feature'
import { pictureCache } from '@/lib/server/pictures/tools'
import { photoSources, runtime } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getSequence, async ({ params, query: { format }, viewer, origin }) => {
    const { db, mapillary } = runtime()
    const sequence = await getSequence(db, { ...params, viewer })
    if (format) {
      const photos = photosOfSequence(photoSources(), { ...params, viewer })
      return photoExportResponse(format, `sequence-${params.sequenceId}-${sequence.name}`, {
        title: sequence.name,
        isTrack: true,
        photos,
      })
    }
    const photos = await listSequencePhotos(db, { ...params, viewer })
    return {
      status: 200,
      body: sequenceFeature(sequence, photos, { origin, photoPageUrl: mapillary.photoPageUrl }),
    }
  }),
  on(api.editSequence, async ({ params: { sequenceId }, body, viewer, origin }) => {
    const { db, mapillary } = runtime()
    await editSequence(db, { sequenceId, userId: viewer, ...body })
    if (body.published === false) await removeHiddenPictures({ db, cache: pictureCache() })
    const [sequence, photos] = await Promise.all([
      getSequence(db, { sequenceId, viewer }),
      listSequencePhotos(db, { sequenceId, viewer }),
    ])
    return { status: 200, body: sequenceFeature(sequence, photos, { origin, photoPageUrl: mapillary.photoPageUrl }) }
  }),
  on(api.deleteSequence, async ({ params: { sequenceId }, body, viewer: userId, request }) => {
    const deletion = await deleteSequence(runtime().db, { sequenceId, userId, ...body })
    logSecurityEvent('sequence_deleted', request.headers, { userId, sequenceId })
    const { backup, backupFolder, cancelledImportId } = deletion
    if (cancelledImportId !== null) await sendImportCancelled({ importId: cancelledImportId, userId })
    await sendDeletionRequested({ sequenceId, userId, backup })
    return { status: 202, body: { id: String(sequenceId), backupFolder } }
  }),
)
