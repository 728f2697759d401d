import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { ApiUser } from '@/lib/server/admission/caller'
import { type AdmissionTools, withAdmission } from '@/lib/server/admission/with-admission'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'

const RULE = { access: 'token', scope: 'upload', limit: 'write' } as const

/** Handles a request of the Desktop Uploader, which sends its token and reads `error` and `status: false` of a refusal. */
export async function handleUploader(
  findTools: () => AdmissionTools,
  request: Request,
  work: (user: ApiUser) => Promise<object>,
): Promise<Response> {
  const response = await withAdmission(findTools, request, RULE, async ({ user }) => Response.json(await work(user)))
  if (!response.ok) return refusal(response)
  response.headers.set('cache-control', CACHE_CONTROL.noStore)
  return response
}

/** What a form or body holds. Throws INVALID_INPUT with the first thing that is wrong with it. */
export function parseUploaderInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new AppError('INVALID_INPUT', result.error.issues[0]?.message ?? 'The request makes no sense')
}

const Problem = z.object({ detail: z.string() })

async function refusal(response: Response): Promise<Response> {
  const { status, headers } = response
  const problem = Problem.parse(await response.json())
  const isTokenRefused = status === 401 && headers.has('www-authenticate')
  const detail = isTokenRefused ? 'Log in to Map the Paths in the Desktop Uploader first' : problem.detail
  const retryAfter = headers.get('retry-after')
  return Response.json(
    { error: detail, ...(status === 401 && { detail }), status: false },
    { status, headers: { 'cache-control': CACHE_CONTROL.noStore, ...(retryAfter && { 'retry-after': retryAfter }) } },
  )
}
