import type { Inngest, InngestFunction } from 'inngest'
import { type RequestHandler, serve } from 'inngest/next'
import { isFresh } from '@/inngest/local/signing'

type Served = { client: Inngest.Any; functions: InngestFunction.Any[]; serveOrigin: string }

/**
 * The handlers of the one URL at which an engine reaches our functions. Functions are registered at `serveOrigin`, whatever the Host header
 * of a request says. In cloud mode every request must be signed; one without a signature of the last minutes is refused unread.
 */
export function serveFunctions({
  client,
  functions,
  serveOrigin,
}: Served): Record<'GET' | 'POST' | 'PUT', RequestHandler> {
  const { GET, POST, PUT } = serve({ client, functions, serveOrigin, enableUnauthedSync: false })
  const signed =
    (handle: RequestHandler): RequestHandler =>
    async (request, context) => {
      if (client.mode === 'cloud' && !isFresh(request.headers.get('x-inngest-signature')))
        return Response.json({ message: 'Unauthorized' }, { status: 401 })
      return handle(request, context)
    }
  return { GET: signed(GET), POST: signed(POST), PUT: signed(PUT) }
}
