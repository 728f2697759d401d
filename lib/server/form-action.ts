import { headers } from 'next/headers'
import { z } from 'zod'
import { env } from '@/lib/config/env'
import { AppError, foreignOrigin } from '@/lib/errors'
import { requireSession } from '@/lib/server/auth/session'
import { isSameOrigin } from '@/lib/server/http/same-origin'
import type { Session } from '@/lib/users/sessions/find-session'

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

async function requireActor(): Promise<Actor> {
  const requestHeaders = await headers()
  if (!isSameOrigin(requestHeaders, env().NEXTAUTH_URL)) throw foreignOrigin()
  return { ...(await requireSession()), headers: requestHeaders }
}
