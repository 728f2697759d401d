import { on, serve } from '@/app/api/serve'
import * as api from '@/lib/server/api/routes/vault'
import { requestBody } from '@/lib/server/http/request-body'
import { vaultTools } from '@/lib/server/vault/tools'
import { describeUpload, readByteCount, uploadHeaders } from '@/lib/server/vault/upload-headers'
import { getUpload } from '@/lib/vault/uploads/begin-upload'
import { endUpload, finishUpload } from '@/lib/vault/uploads/finish-upload'
import { receiveBytes } from '@/lib/vault/uploads/receive-bytes'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(api.getOriginalUpload, async ({ params, viewer: ownerId, origin }) => {
    const upload = await getUpload(vaultTools().db, { ...params, ownerId })
    return { status: 200, body: describeUpload(upload, origin), headers: uploadHeaders(upload) }
  }),
  on(api.patchOriginalUpload, async ({ params, viewer: ownerId, request }) => {
    const own = { ...params, ownerId }
    const { sizeBytes } = await getUpload(vaultTools().db, own)
    const offset = readByteCount(request, 'Upload-Offset')
    const { receivedBytes, isWhole } = await receiveBytes(vaultTools(), { ...own, offset, body: requestBody(request) })
    if (isWhole) await finishUpload(vaultTools(), own)
    return new Response(null, { status: 204, headers: uploadHeaders({ receivedBytes, sizeBytes }) })
  }),
  on(api.deleteOriginalUpload, async ({ params, viewer: ownerId }) => {
    await endUpload(vaultTools(), { ...params, ownerId })
    return new Response(null, { status: 204, headers: { 'tus-resumable': '1.0.0' } })
  }),
)
