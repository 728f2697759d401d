'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { isolated } from '@/lib/format/isolated'
import { formAction } from '@/lib/server/form-action'
import { runtime } from '@/lib/server/runtime'
import { logSecurityEvent } from '@/lib/server/security-log'
import { decideTagType } from '@/lib/tags/decide-tag-type'
import { ProposeTagTypeInput, proposeTagType } from '@/lib/tags/propose-tag-type'

/** Proposes a type; an admin's is in use at once. Why one is refused is told at its name. */
export const propose = formAction(ProposeTagTypeInput, async (input, { user }) => {
  try {
    const { label, state } = await proposeTagType(runtime().db, { userId: user.id, ...input })
    revalidatePath('/tag-types')
    return {
      message:
        state === 'active'
          ? `“${isolated(label)}” is in use now.`
          : `“${isolated(label)}” is proposed: an admin will answer.`,
    }
  } catch (error) {
    if (error instanceof AppError) return { fieldErrors: { label: [`${error.message}.`] } }
    throw error
  }
})

const Decision = z.object({ value: z.string().max(200), state: z.enum(['active', 'rejected']) })

/** An admin's yes or no to a proposal, or to a type in use. */
export const decide = formAction(Decision, async ({ value, state }, { user, headers }) => {
  const { label } = await decideTagType(runtime().db, { value, userId: user.id, state })
  logSecurityEvent('tag_type_decided', headers, { userId: user.id, value, state })
  revalidatePath('/tag-types')
  return { message: `“${isolated(label)}” is ${state === 'active' ? 'in use' : 'not in use'} now.` }
})
