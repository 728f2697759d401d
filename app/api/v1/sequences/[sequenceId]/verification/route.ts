import { on, serve } from '@/app/api/serve'
import { sendVerificationRequested } from '@/inngest/send'
import { verifySequence } from '@/lib/server/api/routes/vault'
import { runtime } from '@/lib/server/runtime'
import { requestVerification } from '@/lib/vault/request-verification'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(verifySequence, async ({ params: { sequenceId }, viewer: userId }) => {
    const { passId, isNew } = await requestVerification(runtime().db, { sequenceId, userId })
    if (isNew) await sendVerificationRequested({ passId })
    return { status: 202, body: { passId: String(passId), isNew } }
  }),
)
