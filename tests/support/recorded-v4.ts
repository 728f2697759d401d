import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { z } from 'zod'
import { type HttpServer, startHttpServer } from './http-server'

const FIXTURES = join(import.meta.dirname, '../fixtures/mapillary/v4')
const Entities = z.array(z.looseObject({ id: z.string() }))
type Entity = z.infer<typeof Entities>[number]

export const RECORDED_V4 = {
  token: 'recorded-token',
  strangersToken: 'strangers-token',
  user: { key: '104400118820551', username: 'rosa_k' },
  sequenceKey: 'b8f2k1q9z7m4x0c3v6n5t2',
  photoKeys: ['204857163920411', '204857163920412', '391500882740013', '4120987345610022'],
}

const PAGE = 2 // so that lists come in several pages

/** v4 as it answers: the shapes are recorded, the values our own. Lists are out of order and come in several pages. */
export async function startRecordedV4(): Promise<HttpServer> {
  const picture = await sharp({ create: { width: 64, height: 32, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer()
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(FIXTURES, `${name}.json`), 'utf8'))
  const List = z.object({ data: Entities })
  const me = await read('me')
  const images = List.parse(await read('images')).data
  const ids = List.parse(await read('image_ids'))
  const detections = z.record(z.string(), Entities).parse(await read('detections'))

  return startHttpServer((request, response, url) => {
    const json = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const refuse = (status: number, error: object) => json(status, { error: { type: 'MLYApiException', ...error } })
    const notThere = () => refuse(400, { message: 'Unsupported get request.', code: 100, error_subcode: 33 })
    const asked = (url.searchParams.get('fields') ?? '').split(',')
    const withUrls = (entity: Entity): Entity => {
      const until = Math.floor(Date.now() / 1000 + 86_400).toString(16)
      const at = (size: string) => `${url.origin}/store/${entity.id}-${size}.jpg?oh=1&oe=${until}`
      const sizes = ['256', '1024', '2048', 'original'].map((size) => [`thumb_${size}_url`, at(size)])
      return { ...entity, ...Object.fromEntries(sizes) }
    }
    const pick = (entity: Entity) =>
      Object.fromEntries(Object.entries(withUrls(entity)).filter(([name]) => name === 'id' || asked.includes(name)))
    const paged = (entities: Entity[]) => {
      const start = Number(url.searchParams.get('after') ?? '0')
      const next = new URL(url)
      next.searchParams.set('after', String(start + PAGE))
      next.searchParams.set('access_token', RECORDED_V4.token)
      const data = entities.slice(start, start + PAGE).map(pick)
      return json(200, start + PAGE < entities.length ? { data, paging: { next: next.href } } : { data })
    }

    if (url.pathname.startsWith('/store/')) {
      const headers = { 'content-type': 'image/jpeg', 'content-length': picture.length }
      return response.writeHead(200, headers).end(picture)
    }
    const token = request.headers.authorization?.replace('OAuth ', '')
    if (token === undefined) return refuse(500, { message: 'Invalid OAuth 2.0 Access Token', code: 190 })
    if (token !== RECORDED_V4.token && token !== RECORDED_V4.strangersToken)
      return refuse(401, { message: 'Error validating application', code: 190 })

    const [id = '', edge] = url.pathname.replace('/v4/', '').split('/')
    if (id === 'me' || id === RECORDED_V4.user.key) return json(200, me)
    if (id === 'image_ids')
      return json(200, url.searchParams.get('sequence_id') === RECORDED_V4.sequenceKey ? ids : { data: [] })
    if (id === 'images') {
      const wanted = url.searchParams.get('image_ids')?.split(',')
      if (wanted) return json(200, { data: images.filter((image) => wanted.includes(image.id)).map(pick) })
      const sequence = url.searchParams.get('sequence_ids')
      if (sequence) return json(200, { data: images.filter((image) => image.sequence === sequence).map(pick) })
      return paged(url.searchParams.get('creator_username') === RECORDED_V4.user.username ? images : [])
    }
    const image = images.find((candidate) => candidate.id === id)
    if (!image) return notThere()
    return edge === 'detections' ? paged(detections[id] ?? []) : json(200, pick(image))
  })
}
