'use server'

import { revalidatePath } from 'next/cache'
import { AnswerInput } from '@/lib/moderation/answer-report'
import { appealSuspension } from '@/lib/moderation/appeal-suspension'
import { suspendedAction } from '@/lib/server/form-action'
import { runtime } from '@/lib/server/runtime'

/** What a suspended person says to it. */
export const appeal = suspendedAction(AnswerInput, async ({ comment }, { user, reportId }) => {
  await appealSuspension(runtime().db, { userId: user.id, reportId, comment })
  revalidatePath('/suspended')
  return { message: 'Your appeal was taken.' }
})
