import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type HttpServer, startHttpServer } from './http-server'

const FIXTURES = join(import.meta.dirname, '../fixtures/mapillary/v3')

export const RECORDED = {
  token: 'recorded-token',
  strangersToken: 'strangers-token',
  user: { key: 'Wq3rT7yU1iOp5aSdFgHj0K', username: 'rosa_k' },
  sequenceKey: 'b8f2k1q9z7m4x0c3v6n5t2',
  photoKeys: ['Aa1Bb2Cc3Dd4Ee5Ff6Gg7H', '-_9zYxWvUtSrQpOnMlKjIh', 'Zz9Yy8Xx7Ww6Vv5Uu4Tt3S', 'q1w2e3r4t5y6u7i8o9p0aA'],
}

/** v3 as it answered: the shapes are recorded, the values our own. Paged lists come in two pages. */
export async function startRecordedV3(): Promise<HttpServer> {
  const picture = await sharp({ create: { width: 64, height: 32, channels: 3, background: 'green' } })
    .jpeg()
    .toBuffer()

  return startHttpServer(async (request, response, url) => {
    const json = (status: number, body: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(body)
    const fixture = async (name: string, headers = {}) =>
      json(200, await readFile(join(FIXTURES, `${name}.json`), 'utf8'), headers)
    const paged = (name: string) => {
      const page = Number(url.searchParams.get('page') ?? '1')
      const next = new URL(url)
      next.searchParams.set('page', '2')
      const first = `<${new URL(url.pathname, url)}>; rel="first"`
      return fixture(`${name}-page-${page}`, { link: page === 1 ? `${first}, <${next}>; rel="next"` : first })
    }

    if (url.pathname.startsWith('/images/')) {
      if (!RECORDED.photoKeys.includes(url.pathname.split('/')[2] ?? '')) return response.writeHead(403).end('<Error/>')
      return response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture)
    }
    const token = request.headers.authorization?.replace('Bearer ', '')
    const isUnknown = token !== undefined && token !== RECORDED.token && token !== RECORDED.strangersToken
    if (isUnknown || url.searchParams.get('client_id') !== 'test-client-id')
      return json(401, '{"message":"Unauthorized"}')

    const path = url.pathname.replace('/v3/', '')
    if (path === 'me') return fixture('me')
    if (path === 'sequences') return paged('sequences')
    if (path === `sequences/${RECORDED.sequenceKey}`) return fixture('sequence')
    if (path === 'images')
      return fixture(url.searchParams.has('computed_coordinates') ? 'images-computed-coordinates' : 'images')
    if (path === 'images_computed') return fixture('images_computed')
    if (path === 'object_detections/trafficsigns') return paged('object_detections-trafficsigns')
    if (path.startsWith('object_detections/')) return fixture(path.replace('/', '-'))
    if (path === `images/${RECORDED.photoKeys[1]}/download_original`) {
      if (token !== RECORDED.token) return json(403, '{"message":"Forbidden"}')
      if (url.searchParams.has('signature'))
        return response.writeHead(200, { 'content-length': picture.length }).end(picture)
      return response.writeHead(302, { location: `${url.pathname}?signature=1&client_id=test-client-id` }).end()
    }
    return json(404, '{"message":"Not found"}')
  })
}
