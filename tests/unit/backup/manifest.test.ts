import { expect, test } from 'vitest'
import { Manifest, type ManifestPhoto, type ManifestSequence, manifestChunks } from '@/lib/backup/manifest'

const sequence: ManifestSequence = {
  id: '7',
  mapillaryKey: 'seq',
  owner: { username: 'ada', mapillaryKey: 'u1' },
  name: 'Morning "walk"',
  description: '',
  transportType: null,
  tags: ['hills'],
  cameraMake: null,
  capturedAt: '2020-05-01T08:00:00.000Z',
  isPano: true,
  isPrivate: false,
  photoKeys: ['k1', 'k2'],
}

function photo(n: number): ManifestPhoto {
  return {
    n,
    mapillaryKey: `k${n}`,
    file: `PHOTO_${n}.jpg`,
    sha256: 'ab'.repeat(32),
    sizeBytes: 1000,
    capturedAt: '1970-01-01T00:00:03.000Z',
    lngLat: [8.5, 47.1],
    computedLngLat: null,
    compassAngle: 0,
    computedCompassAngle: null,
    altitude: null,
    altitudeSource: null,
    computedAltitude: null,
    form: null,
    isPano: true,
    isPrivate: false,
    cameraMake: null,
    cameraModel: null,
    raw: { properties: { unknown_field: [1, null] } },
    detections: [
      {
        layer: 'instances',
        key: 'd1',
        value: 'object--bench',
        score: 0.5,
        area: 0.1,
        shape: null,
        capturedAt: null,
        raw: { a: 1 },
      },
    ],
  }
}

async function written(photos: Iterable<ManifestPhoto>): Promise<unknown> {
  let json = ''
  for await (const chunk of manifestChunks(sequence, photos)) json += chunk
  return JSON.parse(json)
}

test.each([0, 1, 2])('a manifest of %i photos reads back as it was written', async (count) => {
  const photos = Array.from({ length: count }, (_, index) => photo(index + 1))
  const manifest = await written(photos)
  expect(manifest).toEqual({ version: 1, sequence, photos })
  expect(Manifest.parse(manifest)).toEqual(manifest)
})

test('a manifest is written a photo at a time', async () => {
  let taken = 0
  function* photos() {
    for (taken = 1; taken <= 10_000; taken += 1) yield photo(taken)
  }
  const chunks = manifestChunks(sequence, photos())
  await chunks.next()
  await chunks.next()
  expect(taken).toBe(1)
})
