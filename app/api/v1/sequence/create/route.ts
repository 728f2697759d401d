import { runtime } from '@/lib/server/runtime'
import { answerUploader, readAs } from '@/lib/server/uploads/answer-uploader'
import { readForm } from '@/lib/server/uploads/read-form'
import { createUpload } from '@/lib/uploads/create-upload'
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
