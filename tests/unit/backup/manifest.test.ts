import { expect, test } from 'vitest'
import { Manifest, manifestChunks } from '@/lib/backup/manifest'

const writtenAt = new Date('2026-11-29T11:00:00Z')
const sequence = {
  id: 7,
  mapillaryKey: 'seq',
  name: 'Morning "walk"',
  photoCount: 2,
  photoKeys: ['k1', 'k2'],
  owner: { id: 3, username: 'ada', mapillaryKey: 'u1' },
  matching: null,
  transportType: 'hiking',
}

function photo(n: number) {
  return {
    id: 100 + n,
    n,
    mapillaryKey: `k${n}`,
    file: `PHOTO_${n}.jpg`,
    form: null,
    sha256: 'ab'.repeat(32),
    sizeBytes: 1000,
    raw: { properties: { unknown_field: [1, null] } },
    detections: [{ id: 1, layer: 'instances', mapillaryKey: 'd1', value: 'object--bench', raw: { a: 1 } }],
    oldKeys: [],
    candidateKeys: [],
  }
}

async function written(photos: Iterable<object>): Promise<string> {
  let text = ''
  const lines = [...photos].map((one) => JSON.stringify(one))
  for await (const chunk of manifestChunks({ sequence: JSON.stringify(sequence), writtenAt }, lines)) text += chunk
  return text
}

test.each([0, 1, 2])('a manifest of %i photos reads back as it was written', async (count) => {
  const photos = Array.from({ length: count }, (_, index) => photo(index + 1))
  const manifest = JSON.parse(await written(photos))
  expect(manifest).toEqual({ version: 2, writtenAt: writtenAt.toISOString(), sequence, photos })
  expect(Manifest.parse(manifest)).toEqual(manifest)
})

test('a manifest has a line for the version, one for the sequence and one for each photo', async () => {
  const lines = (await written([photo(1), photo(2)])).split('\n')
  expect(lines.map((line) => line.slice(0, 12))).toEqual([
    '{"version":2',
    '"sequence":{',
    '"photos":[',
    '{"id":101,"n',
    '{"id":102,"n',
    ']}',
    '',
  ])
})

test('a manifest is written a photo at a time', async () => {
  let taken = 0
  function* photos() {
    for (taken = 1; taken <= 10_000; taken += 1) yield JSON.stringify(photo(taken))
  }
  const chunks = manifestChunks({ sequence: JSON.stringify(sequence), writtenAt }, photos())
  await chunks.next()
  await chunks.next()
  expect(taken).toBe(1)
})
