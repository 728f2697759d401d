import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { findOwnPhoto } from '@/components/vault/find-own-photo'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const photos = [
  { photoId: 1, bytes: 3, sha256: sha256('one') },
  { photoId: 2, bytes: 3, sha256: sha256('two') },
]

afterEach(() => vi.unstubAllGlobals())

test.each([
  ['two', 2],
  ['six', undefined],
  ['three', undefined],
])('%s', async (text, photoId) => {
  vi.stubGlobal('isSecureContext', true)
  expect((await findOwnPhoto(new File([text], 'a.jpg'), photos))?.photoId).toBe(photoId)
})

test('where the browser cannot hash, the size has to do', async () => {
  vi.stubGlobal('isSecureContext', false)
  expect((await findOwnPhoto(new File(['two'], 'a.jpg'), photos))?.photoId).toBe(1)
  expect(await findOwnPhoto(new File(['three'], 'a.jpg'), photos)).toBeUndefined()
})
