import { headers } from 'next/headers'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { AppError, foreignOrigin } from '@/lib/errors'
import { findCurrentSuspension, requireSession } from '@/lib/server/auth/session'
import { isSameOrigin } from '@/lib/server/http/same-origin'
import type { Session } from '@/lib/users/sessions/find-session'
import type { SuspendedSession } from '@/lib/users/sessions/find-suspended-session'

/** What a form shows after it was sent: one message, and the errors of single fields. */
export type FormState = { message?: string; fieldErrors?: Record<string, string[] | undefined> }

/** Who acts: the session, and the headers of the request, for the log. */
export type Actor = Session & { headers: Headers }

/** Every form action: sent by a page of ours, signed in, valid input, expected errors shown in the form. `read` finds the input in the form. */
export function formAction<T, State extends FormState>(
  schema: z.ZodType<T>,
  run: (input: T, actor: Actor) => Promise<State>,
  read: (form: FormData) => unknown = Object.fromEntries,
) {
  return async (_previous: State | FormState, form: FormData): Promise<State | FormState> => {
    try {
      const actor = await requireActor()
      const input = schema.safeParse(read(form))
      if (!input.success) return { fieldErrors: z.flattenError(input.error).fieldErrors }
      return await run(input.data, actor)
    } catch (error) {
      if (error instanceof AppError) return { message: error.message }
      throw error // bugs, and redirect(), belong to Next
    }
  }
}

/** Every other action, of a button: as formAction. It answers what went wrong, for people, or null. */
export function buttonAction<T>(schema: z.ZodType<T>, run: (input: T, actor: Actor) => Promise<void>) {
  return async (given?: unknown): Promise<string | null> => {
    try {
      const actor = await requireActor()
      const input = schema.safeParse(given)
      if (!input.success) return 'This is not possible'
      await run(input.data, actor)
      return null
    } catch (error) {
      if (error instanceof AppError) return error.message
      throw error
    }
  }
}

/** The action of a suspended person: as formAction, for whoever has logged in and is suspended, and for nobody else. */
export function suspendedAction<T>(
  schema: z.ZodType<T>,
  run: (input: T, suspended: SuspendedSession) => Promise<FormState>,
) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    try {
      if (!isSameOrigin(await headers(), env().NEXTAUTH_URL)) throw foreignOrigin()
      const suspended = await findCurrentSuspension()
      if (!suspended) throw new AppError('UNAUTHENTICATED', 'Your account is not suspended, or you are not logged in')
      const input = schema.safeParse(Object.fromEntries(form))
      if (!input.success) return { fieldErrors: z.flattenError(input.error).fieldErrors }
      return await run(input.data, suspended)
    } catch (error) {
      if (error instanceof AppError) return { message: error.message }
      throw error
    }
  }
}

async function requireActor(): Promise<Actor> {
  const requestHeaders = await headers()
  if (!isSameOrigin(requestHeaders, env().NEXTAUTH_URL)) throw foreignOrigin()
  return { ...(await requireSession()), headers: requestHeaders }
}
