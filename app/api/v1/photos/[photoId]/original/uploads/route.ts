import { on, serve } from '@/app/api/serve'
import { createOriginalUpload } from '@/lib/server/api/routes/vault'
import { runtime } from '@/lib/server/runtime'
import { describeUpload, readByteCount, uploadHeaders } from '@/lib/server/vault/upload-headers'
import { beginUpload } from '@/lib/vault/uploads/begin-upload'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(createOriginalUpload, async ({ params: { photoId }, viewer: ownerId, origin, request }) => {
    const sizeBytes = readByteCount(request, 'Upload-Length')
    const upload = await beginUpload(runtime().db, { photoId, ownerId, sizeBytes })
    const body = describeUpload(upload, origin)
    return { status: 201, body, headers: { ...uploadHeaders(upload), location: body.links.self } }
  }),
)
