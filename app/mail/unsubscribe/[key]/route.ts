import { handleOpen } from '@/app/api/handle-open'
import { seeOther } from '@/app/mail/see-other'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { findRecipient, mailLinkKeys, unsubscribe } from '@/lib/mail/unsubscribe'
import { CACHE_CONTROL } from '@/lib/server/http/cache-control'
import { readBytes } from '@/lib/server/http/read-bytes'
import { runtime } from '@/lib/server/runtime'

type Context = RouteContext<'/mail/unsubscribe/[key]'>

/** Leads to the page with the button: programs that look at links end nothing. */
export function GET(request: Request, { params }: Context) {
  return handleOpen(request, 'read', async () =>
    seeOther(`/mail/unsubscribe?key=${encodeURIComponent((await params).key)}`),
  )
}

/**
 * Ends the kind of mail that the key stands for (RFC 8058), or with `all=true` all of it. Sent by mail providers, without a cookie and from any origin, and by our page: the key alone lets it pass. 404 for a
 * key that is not known, or no longer.
 */
export function POST(request: Request, { params }: Context) {
  return handleOpen(request, 'write', async () => {
    const { db } = runtime()
    const recipient = await findRecipient(db, mailLinkKeys(env().NEXTAUTH_SECRET), (await params).key)
    if (recipient === null) throw new AppError('NOT_FOUND', 'There is no such link, or no longer')
    const body = new URLSearchParams((await readBytes(request)).toString('utf8'))
    await unsubscribe(db, recipient, { all: body.get('all') === 'true' })
    return body.get('page') === 'true'
      ? seeOther(`/mail/unsubscribe?key=${encodeURIComponent((await params).key)}`)
      : new Response(null, { status: 200, headers: { 'cache-control': CACHE_CONTROL.noStore } })
  })
}
