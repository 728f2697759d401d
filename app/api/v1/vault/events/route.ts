import { on, serve } from '@/app/api/serve'
import { listVaultEvents } from '@/lib/server/api/routes/vault'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { runtime } from '@/lib/server/runtime'
import { describeEvent } from '@/lib/vault/events/describe-event'
import { listEvents } from '@/lib/vault/events/list-events'
import { writeEventAtom } from '@/lib/vault/events/write-event-atom'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(
  on(listVaultEvents, async ({ query: { limit, cursor, format }, viewer, origin, nextUrl, request }) => {
    const page = await listEvents(runtime().db, { ownerId: viewer, limit, cursor })
    if (format === 'atom') {
      const headers = { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': CACHE_CONTROL.noStore }
      return new Response(
        writeEventAtom(page, { origin, self: `${origin}${new URL(request.url).pathname}?format=atom` }),
        { headers },
      )
    }
    const events = page.events.map(({ id, photoId, sequenceId, sequenceName: _, ...event }) => ({
      id: String(id),
      photoId: String(photoId),
      sequenceId: String(sequenceId),
      ...event,
      text: describeEvent(event),
    }))
    return { status: 200, body: { events, links: { next: nextUrl(page.nextCursor) } } }
  }),
)
