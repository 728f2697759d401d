import { describe, expect, test } from 'vitest'
import { writeRouteGpx } from '@/lib/exports/write-route-gpx'
import { PHOTO_WRITERS } from '@/lib/exports/writers'
import type { PhotoFormat } from '@/lib/model/export-formats'
import type { PhotoFeature } from '@/lib/photos/types'
import { photoExportResponse } from '@/lib/server/exports/export-response'
import { photoFeature } from '@/tests/support/photo-feature'

async function* stream(photos: PhotoFeature[]): AsyncGenerator<PhotoFeature> {
  yield* photos
}

async function written(format: PhotoFormat, photos: PhotoFeature[], isTrack = true): Promise<string> {
  const parts: string[] = []
  for await (const part of PHOTO_WRITERS[format]({ title: 'Walks & <more>', isTrack, photos: stream(photos) }))
    parts.push(part)
  return parts.join('')
}

describe('GeoJSON', () => {
  test('is one collection of all features, and of none', async () => {
    const photos = [photoFeature(1), photoFeature(2, {}, null)]
    expect(JSON.parse(await written('geojson', photos))).toEqual({ type: 'FeatureCollection', features: photos })
    expect(JSON.parse(await written('geojson', []))).toEqual({ type: 'FeatureCollection', features: [] })
  })
})

describe('GPX', () => {
  test('has a track for each sequence, with elevation, time and links', async () => {
    const next = photoFeature(3, { sequence: { id: '8', name: 'A valley' } })
    const gpx = await written('gpx', [photoFeature(1), photoFeature(2, { altitude: null, capturedAt: null }), next])
    expect(gpx.match(/<trk>/g)).toHaveLength(2)
    expect(gpx.match(/<\/trkseg><\/trk>/g)).toHaveLength(2)
    expect(gpx).toContain(
      '<trkpt lat="47.1" lon="11.3"><ele>812.5</ele><time>2024-05-03T10:00:00.000Z</time><name>Photo 1</name>',
    )
    expect(gpx).toContain('<trkpt lat="47.1" lon="11.3"><name>Photo 2</name>')
    expect(gpx).toContain('<link href="https://www.mapillary.com/map/im/key-1?a=1&amp;b=2">')
    expect(gpx).toContain('<name>Walks &amp; &lt;more&gt;</name>')
  })

  test('has waypoints where photos do not follow each other, and leaves out what has no position', async () => {
    const gpx = await written('gpx', [photoFeature(1), photoFeature(2, {}, null)], false)
    expect(gpx.match(/<wpt /g)).toHaveLength(1)
    expect(gpx).not.toContain('<trk>')
  })

  test('has an elevation only where it is above the sea', async () => {
    expect(await written('gpx', [photoFeature(1, { altitudeSource: 'reference' })])).not.toContain('<ele>')
  })

  test('has no doubted position in a line, and no doubted altitude or time', async () => {
    const far = photoFeature(2, { doubts: ['position'] }, [80, -20])
    const odd = photoFeature(3, { doubts: ['altitude', 'time'], altitude: -9_999, capturedAt: '2099-12-31T23:59:59Z' })
    const track = await written('gpx', [photoFeature(1), far, odd])
    expect(track.match(/<trkpt /g)).toHaveLength(2)
    expect(track).not.toMatch(/lon="80"|9999|2099/)
    expect(await written('gpx', [far], false)).toContain('<wpt lat="-20" lon="80">')
    expect(writeRouteGpx([photoFeature(1), far], { name: 'a', page: 'https://mtp.test/' })).not.toContain('lon="80"')
  })

  test('names a route by text, not by markup', () => {
    const route = writeRouteGpx([], { name: 'Walks & <more>', page: 'https://mtp.test/' })
    expect(route).toContain('<rte><name>Walks &amp; &lt;more&gt;</name>')
  })

  test('drops what XML has no room for', async () => {
    const odd = photoFeature(1, { sequence: { id: '7', name: 'a\u0000b\u001fc\ud800d' } })
    expect(await written('gpx', [odd])).toContain('<trk><name>abc\ufffdd</name>')
  })
})

describe('CSV', () => {
  test('has a header, and a line for each photo', async () => {
    const [header, line, ...rest] = (await written('csv', [photoFeature(1)])).split('\r\n')
    const cells = Object.fromEntries((header ?? '').split(',').map((name, at) => [name, line?.split(',')[at]]))
    expect(cells).toMatchObject({
      id: '1',
      mapillaryKey: 'key-1',
      lng: '11.3',
      lat: '47.1',
      altitude: '812.5',
      pano: 'false',
      cameraModel: '',
    })
    expect(rest).toEqual([''])
  })

  test.each([
    ['a comma', 'a,b', '"a,b"'],
    ['a quote', 'a"b', '"a""b"'],
    ['a line break', 'a\nb', '"a\nb"'],
    ['a formula', '=1+1', "'=1+1"],
  ])('shields %s', async (_what, name, cell) => {
    expect(await written('csv', [photoFeature(1, { sequence: { id: '7', name } })])).toContain(`,7,${cell},1,`)
  })

  test('keeps numbers below zero as numbers', async () => {
    expect(await written('csv', [photoFeature(1, {}, [-3.1, -54.2])])).toContain(',-3.1,-54.2,')
  })
})

describe('the answer', () => {
  test('is a file with a safe name', async () => {
    const response = await photoExportResponse('gpx', 'ada "the" / great', {
      title: '',
      isTrack: true,
      photos: stream([]),
    })
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="ada-the-great.gpx"; filename*=UTF-8''ada%20-the-%20-%20great.gpx`,
    )
    expect(response.headers.get('content-type')).toBe('application/gpx+xml; charset=utf-8')
  })

  test.each([
    ['ada', 'attachment; filename="ada.gpx"'],
    ['Über den Grat', `attachment; filename="Uber-den-Grat.gpx"; filename*=UTF-8''%C3%9Cber%20den%20Grat.gpx`],
    ['日本', `attachment; filename="photos.gpx"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.gpx`],
    ["a'b\r\nX: y", `attachment; filename="a-b-X-y.gpx"; filename*=UTF-8''a%27b-X-%20y.gpx`],
    ['..', 'attachment; filename="photos.gpx"'],
  ])('has the name of %j as RFC 6266 writes it', async (name, header) => {
    const response = await photoExportResponse('gpx', name, { title: '', isTrack: true, photos: stream([]) })
    expect(response.headers.get('content-disposition')).toBe(header)
  })

  test('is written as fast as it is taken: an endless one costs nothing', async () => {
    let made = 0
    async function* endless() {
      for (;;) yield photoFeature(++made)
    }
    const response = await photoExportResponse('geojson', 'all', { title: '', isTrack: false, photos: endless() })
    const reader = response.body?.getReader()
    for (let chunks = 0; chunks < 5; chunks += 1) await reader?.read()
    expect(made).toBeLessThan(5_000)
    await reader?.cancel()
  })

  test('breaks off when it takes too long', async () => {
    async function* endless() {
      for (let id = 1; ; id += 1) {
        yield photoFeature(id)
        await new Promise(setImmediate) // as a database does: timers have their turn
      }
    }
    const source = { title: '', isTrack: false, photos: endless() }
    const response = await photoExportResponse('csv', 'x', source, { timeoutMs: 20 })
    await expect(response.text()).rejects.toThrow()
  })

  test('fails before it begins when the first photo cannot be read', async () => {
    // biome-ignore lint/correctness/useYield: it fails before
    async function* broken(): AsyncGenerator<PhotoFeature> {
      throw new Error('no database')
    }
    await expect(photoExportResponse('csv', 'x', { title: '', isTrack: false, photos: broken() })).rejects.toThrow(
      'no database',
    )
  })

  test('breaks off when a later one cannot', async () => {
    async function* broken() {
      for (let id = 1; id < 1_000; id += 1) yield photoFeature(id)
      throw new Error('no database')
    }
    const response = await photoExportResponse('geojson', 'x', { title: '', isTrack: false, photos: broken() })
    await expect(response.text()).rejects.toThrow()
  })
})
