import { handleOpen } from '@/app/api/handle-open'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { listPieceIds } from '@/lib/exports/list-piece-ids'
import { parsePieceName } from '@/lib/exports/sitemap-piece'
import { xmlResponse } from '@/lib/server/http/xml-response'
import { runtime } from '@/lib/server/runtime'

/** 200 one sitemap, as its index names it; 404 for a piece without a public page; 429 for who asks too often. */
export async function GET(request: Request, { params }: RouteContext<'/sitemaps/[piece]'>) {
  return handleOpen(request, 'read', async () => {
    const { piece: name } = await params
    const piece = parsePieceName(name)
    if (!piece) throw new AppError('NOT_FOUND', `Sitemap ${name} not found`)
    const ids = listPieceIds(runtime().db, piece)
    const first = await ids.next()
    if (first.done) throw new AppError('NOT_FOUND', `Sitemap ${name} not found`)
    return xmlResponse(urlSet(`${new URL(env().NEXTAUTH_URL).origin}/${piece.kind}`, first.value, ids))
  })
}

async function* urlSet(base: string, firstId: string, ids: AsyncIterable<string>): AsyncGenerator<string> {
  const entry = (id: string) => `<url><loc>${base}/${id}</loc></url>\n`
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entry(firstId)}`
  for await (const id of ids) yield entry(id)
  yield '</urlset>\n'
}
