'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { sendMailRequested } from '@/inngest/send'
import { AppError } from '@/lib/errors'
import {
  MailAddressInput,
  MailScheduleInput,
  removeAddress,
  requestAddress,
  setMailSchedule,
} from '@/lib/mail/addresses'
import { buttonAction, type FormState, formAction } from '@/lib/server/form-action'
import { sendsMail } from '@/lib/server/mail/mail-tools'
import { runtime } from '@/lib/server/runtime'

/** Has a link sent to an address of theirs. */
export const requestAddressAction = formAction(MailAddressInput, async (input, { user }): Promise<FormState> => {
  if (!sendsMail()) throw new AppError('CONFLICT', 'This site sends no mail')
  await requestAddress(runtime().db, { userId: user.id, ...input })
  await sendMailRequested({ userId: user.id })
  revalidatePath('/settings')
  return {}
})

/** Chooses which mail they get. */
export const setMailScheduleAction = buttonAction(MailScheduleInput, async ({ schedule }, { user }) => {
  await setMailSchedule(runtime().db, { userId: user.id, schedule })
  revalidatePath('/settings')
})

/** Forgets their address. */
export const removeAddressAction = buttonAction(z.undefined(), async (_nothing, { user }) => {
  await removeAddress(runtime().db, user.id)
  revalidatePath('/settings')
})
