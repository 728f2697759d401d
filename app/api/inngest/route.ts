import type { RequestHandler } from 'inngest/next'
import { inngest } from '@/inngest/client'
import { functions } from '@/inngest/functions'
import { serveFunctions } from '@/inngest/serve-functions'
import { env } from '@/lib/config/env'
import { traced } from '@/lib/metrics/trace'

let handlers: ReturnType<typeof serveFunctions> | undefined

// Made at the first request: a build has no environment.
const handle =
  (method: 'GET' | 'POST' | 'PUT'): RequestHandler =>
  (request, context) => {
    const { INNGEST_SERVE_ORIGIN, NEXTAUTH_URL } = env()
    const serveOrigin = INNGEST_SERVE_ORIGIN ?? new URL(NEXTAUTH_URL).origin
    handlers ??= serveFunctions({ client: inngest, functions, serveOrigin })
    const { searchParams } = new URL(request.url)
    const name = searchParams.get('fnId') ?? 'none'
    const answer = handlers[method]
    return method === 'POST'
      ? traced('step', { 'mtp.function': name }, () => answer(request, context))
      : answer(request, context)
  }

export const GET = handle('GET')
export const POST = handle('POST')
export const PUT = handle('PUT')
