import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { on, serve } from '@/app/api/serve'
import { putOriginal } from '@/lib/server/api/routes/vault'
import { vaultTools } from '@/lib/server/runtime'
import { describeVault } from '@/lib/server/vault/describe-vault'
import { takeUpload } from '@/lib/vault/take-upload'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(putOriginal, async ({ params: { photoId }, viewer: ownerId, origin, request }) => {
    const length = Number(request.headers.get('content-length') ?? Number.NaN)
    const body = request.body
      ? Readable.fromWeb(request.body as WebStream<Uint8Array>) // lib.dom and node:stream/web type the same object twice
      : Readable.from([])
    body.on('error', () => undefined) // readers get it from the iterator
    await takeUpload(vaultTools(), { photoId, ownerId, body, sizeBytes: Number.isInteger(length) ? length : null })
    return { status: 200, body: await describeVault(vaultTools(), { ownerId, origin }) }
  }),
)
