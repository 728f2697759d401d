import type { z } from 'zod'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import type { ApiUser } from '@/lib/server/api/caller'
import { findTokenCaller } from '@/lib/server/auth/find-token-caller'
import { clientAddress } from '@/lib/server/http/client-address'
import { handle } from '@/lib/server/http/handle'
import { rateLimiter, runtime } from '@/lib/server/runtime'

/**
 * Answers the Desktop Uploader: it is known by its token, and reads `error` and `status: false` of a refusal. Statuses are real ones.
 */
export async function answerUploader(request: Request, work: (user: ApiUser) => Promise<object>): Promise<Response> {
  const answer = await handle(async () => Response.json(await work(await admit(request))))
  if (!answer.ok) return refusal(answer)
  answer.headers.set('cache-control', 'no-store')
  return answer
}

/** What a form or body holds; the first word of what is wrong with it is the answer. Throws INVALID_INPUT. */
export function readAs<T>(schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw new AppError('INVALID_INPUT', read.error.issues[0]?.message ?? 'The request makes no sense')
}

async function admit(request: Request): Promise<ApiUser> {
  const token = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  const caller = await findTokenCaller(runtime().db, token)
  const address = clientAddress(request.headers, env().MTP_TRUSTED_PROXIES)
  const subject = caller?.token ? `token:${caller.token.id}` : `address:${address}`
  const { refusal: tooMany } = await rateLimiter().count('write', subject)
  if (tooMany) throw tooMany
  if (!caller) throw new AppError('UNAUTHENTICATED', 'Log in to Map the Paths in the Desktop Uploader first')
  if (!caller.scopes.includes('import')) throw new AppError('FORBIDDEN', 'This API token lacks the scope "import"')
  return caller.user
}

async function refusal(answer: Response): Promise<Response> {
  const { detail } = (await answer.json()) as { detail: string }
  const retryAfter = answer.headers.get('retry-after')
  return Response.json(
    { error: detail, ...(answer.status === 401 && { detail }), status: false },
    {
      status: answer.status,
      headers: { 'cache-control': 'no-store', ...(retryAfter && { 'retry-after': retryAfter }) },
    },
  )
}
