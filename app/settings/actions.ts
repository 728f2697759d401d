'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { Id } from '@/lib/model/ids'
import { requireUser } from '@/lib/server/auth/session'
import { runtime } from '@/lib/server/runtime'
import { CreateTokenInput, createToken } from '@/lib/tokens/create-token'
import { revokeToken } from '@/lib/tokens/revoke-token'

export type CreateTokenState = {
  token?: string // shown once
  message?: string
  fieldErrors?: Record<string, string[] | undefined>
}

/** Makes a token of the person who is logged in; the answer is the only place where it stands. */
export async function createTokenAction(_previous: CreateTokenState, form: FormData): Promise<CreateTokenState> {
  const { id: userId } = await requireUser()
  const input = CreateTokenInput.safeParse({ ...Object.fromEntries(form), scopes: form.getAll('scopes') })
  if (!input.success) return { fieldErrors: z.flattenError(input.error).fieldErrors }
  try {
    const { token } = await createToken(runtime().db, { userId, ...input.data })
    revalidatePath('/settings')
    return { token }
  } catch (error) {
    if (error instanceof AppError) return { message: error.message }
    throw error
  }
}

/** Ends one of their tokens; a problem to show, or null. */
export async function revokeTokenAction(id: string): Promise<string | null> {
  const { id: userId } = await requireUser()
  try {
    await revokeToken(runtime().db, { tokenId: Id.parse(id), userId })
    revalidatePath('/settings')
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}
