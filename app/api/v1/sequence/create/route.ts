import { admissionTools } from '@/app/api/admission-tools'
import { runtime } from '@/lib/server/runtime'
import { handleUploader, parseUploaderInput } from '@/lib/server/uploads/handle-uploader'
import { readForm } from '@/lib/server/uploads/read-form'
import { createUpload } from '@/lib/uploads/create-upload'
import { UploadInput } from '@/lib/uploads/upload-input'

/** The Desktop Uploader announces a sequence (docs/desktop-uploader.md). */
export function POST(request: Request) {
  return handleUploader(admissionTools, request, async ({ id: userId }) => {
    const input = parseUploaderInput(UploadInput, await readForm(request))
    return {
      status: 'success',
      message: 'Sequence successfully was created.',
      unique_id: await createUpload(runtime().db, { userId, input }),
    }
  })
}
