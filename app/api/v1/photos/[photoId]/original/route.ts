import { on, serve } from '@/app/api/serve'
import { putOriginal } from '@/lib/server/api/routes/vault'
import { requestBody } from '@/lib/server/http/request-body'
import { describeVault } from '@/lib/server/vault/describe-vault'
import { vaultTools } from '@/lib/server/vault/tools'
import { takeUpload } from '@/lib/vault/take-upload'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(putOriginal, async ({ params: { photoId }, viewer: ownerId, origin, request }) => {
    const length = Number(request.headers.get('content-length') ?? Number.NaN)
    const body = requestBody(request)
    await takeUpload(vaultTools(), { photoId, ownerId, body, sizeBytes: Number.isInteger(length) ? length : null })
    return { status: 200, body: await describeVault(vaultTools(), { ownerId, origin }) }
  }),
)
