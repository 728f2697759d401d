import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGeocoder, GEOCODER_KINDS } from '@/lib/geocoder/geocoder'
import { type HttpServer, startHttpServer } from '@/tests/support/http-server'

const ANSWERS = {
  photon: {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [11.3928, 47.2654] },
        properties: { name: 'Innsbruck', state: 'Tyrol', country: 'Austria', osm_value: 'city' },
      },
    ],
  },
  nominatim: [
    { place_id: 1, lat: '47.2654', lon: '11.3928', name: 'Innsbruck', display_name: 'Innsbruck, Tyrol, Austria' },
  ],
}

let server: HttpServer
beforeEach(async () => {
  server = await startHttpServer()
})
afterEach(() => server.close())

describe.each(Object.keys(GEOCODER_KINDS) as (keyof typeof GEOCODER_KINDS)[])('a %s server', (kind) => {
  const create = (path = '') =>
    createGeocoder({ url: server.origin + path, kind, siteUrl: 'https://paths.test', timeoutMs: 500 })

  test('finds a place with what is around it', async () => {
    server.answerJson(200, ANSWERS[kind])
    expect(await create().findPlaces('Innsbruck')).toEqual([
      { name: 'Innsbruck', detail: 'Tyrol, Austria', lngLat: [11.3928, 47.2654] },
    ])
  })

  test('is asked below the path it was given, and told who asks', async () => {
    server.answerJson(200, ANSWERS[kind])
    await create('/geo').findPlaces('a & b')
    const [request] = server.requests
    expect(request?.url.pathname).toMatch(/^\/geo\//)
    expect(request?.url.searchParams.get('q')).toBe('a & b')
    expect(request?.headers['user-agent']).toContain('https://paths.test')
  })

  test('is asked once for a name', async () => {
    server.answerJson(200, ANSWERS[kind])
    const geocoder = create()
    await geocoder.findPlaces('Innsbruck')
    await geocoder.findPlaces(' innsbruck ')
    expect(server.requests).toHaveLength(1)
  })

  test('that sends us elsewhere is not followed', async () => {
    server.answer((_request, response) => void response.writeHead(302, { location: '/elsewhere' }).end())
    await expect(create().findPlaces('Innsbruck')).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
    expect(server.requests).toHaveLength(1)
  })

  test.each([
    ['fails', () => server.answerJson(500, {})],
    ['answers something else', () => server.answerJson(200, { error: 'no' })],
    ['answers without end', () => server.answer((_request, response) => void response.end(' '.repeat(600_000)))],
    ['does not answer', () => server.answer(() => undefined)],
  ])('that %s is an upstream failure', async (_, prepare) => {
    prepare()
    await expect(create().findPlaces('Innsbruck')).rejects.toMatchObject({ code: 'UPSTREAM_FAILED' })
  })

  test('is not flooded: who comes when too many wait is told to try again', async () => {
    server.answerJson(200, ANSWERS[kind])
    const geocoder = create()
    const refusals = Array.from(
      { length: 40 },
      (_, index) => new Promise((refuse) => geocoder.findPlaces(`place ${index}`).catch(refuse)),
    )
    expect(await Promise.race(refusals)).toMatchObject({ code: 'RATE_LIMITED' })
  })
})
