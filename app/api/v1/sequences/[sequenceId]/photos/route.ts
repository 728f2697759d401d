import { z } from 'zod'
import { findUser } from '@/lib/auth/session'
import { handle } from '@/lib/http/handle'
import { parseId } from '@/lib/ids'
import { runtime } from '@/lib/runtime'
import { getPhotoWindow } from '@/lib/sequences/get-photo-window'

const Window = z.object({
  first: z.coerce.number().int().min(1).max(1_000_000).default(1),
  count: z.coerce.number().int().min(1).max(500).default(100),
})

/** Ids and numbers of the photos from number `first` on, `count` of them: a part of a sequence that may have thousands. */
export function GET(request: Request, { params }: RouteContext<'/api/v1/sequences/[sequenceId]/photos'>) {
  return handle(async () => {
    const sequenceId = parseId((await params).sequenceId, 'Sequence')
    const window = Window.parse(Object.fromEntries(new URL(request.url).searchParams))
    const viewer = (await findUser())?.id ?? null
    const photos = await getPhotoWindow(runtime().db, { sequenceId, ...window, viewer })
    return Response.json({ photos }, { headers: { 'cache-control': 'private, no-cache' } })
  })
}
