import { admissionTools } from '@/app/api/admission-tools'
import { announceLogin, sendImportRequested } from '@/inngest/send'
import { readJson } from '@/lib/server/http/read-json'
import { runtime } from '@/lib/server/runtime'
import { handleUploader, parseUploaderInput } from '@/lib/server/uploads/handle-uploader'
import { updateUpload } from '@/lib/uploads/update-upload'
import { UploadUpdate } from '@/lib/uploads/upload-input'

/** The Desktop Uploader tells what has become of an announced sequence (docs/desktop-uploader.md). */
export function PUT(request: Request, { params }: RouteContext<'/api/v1/sequence/import/[uniqueId]'>) {
  return handleUploader(admissionTools, request, async (owner) => {
    const { uniqueId } = await params
    const update = parseUploaderInput(UploadUpdate, await readJson(request))
    const updated = await updateUpload(runtime(), { uploadId: uniqueId, owner, update })
    if (updated.next === 'stored') return { message: updated.message, status: true }
    await announceLogin(owner.id) // its token is the newest one now: what waits for one goes on
    const { requested } = updated
    if (requested && requested.attempt !== null) {
      await sendImportRequested({ importId: requested.importId, userId: owner.id, attempt: requested.attempt })
    }
    return {
      status: 'success',
      message: 'Sequence successfully was imported. Sequence will be published in about 10 minutes.',
      unique_id: uniqueId,
    }
  })
}
