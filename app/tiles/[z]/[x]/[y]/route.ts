import { handleOpen } from '@/app/api/handle-open'
import { findUser } from '@/lib/server/auth/session'
import { gzipped } from '@/lib/server/http/gzipped'
import { tileTools } from '@/lib/server/map/tools'
import { serveTile } from '@/lib/server/tiles/serve-tile'
import { TilePath } from '@/lib/tiles/tile-path'

/**
 * 200 MVT, 204 empty tile, 304 unchanged; 400 no such tile or a filter that makes no sense, 401 for a filter of one's own photos, 503 for one that takes
 * too long, 429 for who asks too often. Public data needs no session; of a search its viewer sees their own photos too.
 */
export async function GET(request: Request, { params }: { params: Promise<{ z: string; x: string; y: string }> }) {
  const findViewer = async () => (await findUser())?.id ?? null
  const answer = await handleOpen(request, 'tile', async () =>
    serveTile({ ...tileTools(), findViewer }, request, TilePath.parse(await params)),
  )
  answer.headers.set('access-control-allow-origin', '*') // pages of other sites may read errors too
  return gzipped(request, answer)
}
