import { answerUploader, readAs } from '@/app/api/v1/sequence/answer-uploader'
import { runtime } from '@/lib/runtime'
import { createUpload } from '@/lib/uploads/create-upload'
import { readForm } from '@/lib/uploads/read-form'
import { UploadInput } from '@/lib/uploads/upload-input'

/** The Desktop Uploader announces a sequence (docs/desktop-uploader.md). */
export function POST(request: Request) {
  return answerUploader(request, async ({ id: userId }) => {
    const input = readAs(UploadInput, await readForm(request))
    return {
      status: 'success',
      message: 'Sequence successfully was created.',
      unique_id: await createUpload(runtime().db, { userId, input }),
    }
  })
}
