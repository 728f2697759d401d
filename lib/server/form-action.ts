import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { requireUser, type SessionUser } from '@/lib/server/auth/session'

/** What a form shows after it was sent: one message, and the errors of single fields. */
export type FormState = { message?: string; fieldErrors?: Record<string, string[] | undefined> }

/** Every form action: signed in, valid input, expected errors shown in the form. */
export function formAction<T>(schema: z.ZodType<T>, run: (input: T, user: SessionUser) => Promise<FormState>) {
  return async (_previous: FormState, form: FormData): Promise<FormState> => {
    try {
      const user = await requireUser()
      const input = schema.safeParse(Object.fromEntries(form))
      if (!input.success) return { fieldErrors: z.flattenError(input.error).fieldErrors }
      return await run(input.data, user)
    } catch (error) {
      if (error instanceof AppError) return { message: error.message }
      throw error // bugs, and redirect(), belong to Next
    }
  }
}
