'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { sendVerificationRequested } from '@/inngest/send'
import { Id } from '@/lib/model/ids'
import { formAction } from '@/lib/server/form-action'
import { runtime } from '@/lib/server/runtime'
import { requestVerification } from '@/lib/vault/request-verification'

export const verifyNow = formAction(z.object({ sequenceId: Id }), async ({ sequenceId }, { id: userId }) => {
  const { passId, isNew } = await requestVerification(runtime().db, { sequenceId, userId })
  if (isNew) await sendVerificationRequested({ passId })
  revalidatePath('/vault')
  revalidatePath(`/sequences/${sequenceId}`)
  return {}
})
