import { SYSTEM, type Viewer } from '@photo-sphere-viewer/core'
import { beforeEach, expect, test, vi } from 'vitest'
import { panoDataOf } from '@/components/viewer/sphere/panorama'
import { SharedMaterialAdapter } from '@/components/viewer/sphere/shared-material-adapter'

let read: string[]

beforeEach(() => {
  read = []
  SYSTEM.maxTextureWidth = 8_192
  class Picture {
    width = 2_048
    height = 1_024
    onload = () => undefined
    onerror = () => undefined
    set src(url: string) {
      read.push(url)
      queueMicrotask(() => (url.includes('missing') ? this.onerror() : this.onload()))
    }
  }
  vi.stubGlobal('Image', Picture)
  vi.stubGlobal('fetch', () => expect.unreachable('it would be sent in another format'))
})

const adapter = () => new SharedMaterialAdapter({} as Viewer, { useXmpData: false })
const place = (image: { width: number; height: number }) => panoDataOf(image, null)

test('a panorama is read by an image element, and lies where it is said to', async () => {
  const { texture, panoData, panorama } = await adapter().loadTexture('/1', true, place)
  expect(read).toEqual(['/1'])
  expect(panorama).toBe('/1')
  expect(texture.image).toMatchObject({ width: 2_048 })
  expect(panoData).toMatchObject({ fullWidth: 2_048, fullHeight: 1_024, croppedWidth: 2_048, croppedX: 0, croppedY: 0 })
})

test('one that was prepared is not read again', async () => {
  const shared = adapter()
  await shared.loadTexture({ path: '/1', data: place }, false)
  const shown = await shared.loadTexture('/1', true, place)
  expect(read).toEqual(['/1'])
  expect(shown).toMatchObject({ panorama: '/1', panoData: { fullWidth: 2_048 } })
})

test('one that is not there is told', async () => {
  await expect(adapter().loadTexture('/missing', true, place)).rejects.toThrow('There is no picture')
})
