import { expect, test } from 'vitest'
import { parseAddress, type ViewerAddress, viewerPath } from '@/components/viewer/walk/viewer-address'

const plain: ViewerAddress = { look: null, panel: 'tags', bar: null, isMapLarge: false, search: '' }

test('a photo that is looked at as it opens has a short address', () => {
  expect(viewerPath('7', plain)).toBe('/photos/7')
})

test('everything that one sees comes back from the address', () => {
  const address: ViewerAddress = {
    look: [182.25, -3.5, 40],
    panel: 'data',
    bar: 'altitude',
    isMapLarge: true,
    search: 'tag=object--bench&tag=regulatory--stop--g1&bbox=1%2C2%2C3%2C4',
  }
  const [path, query] = viewerPath('7', address).split('?')
  expect(path).toBe('/photos/7')
  expect(parseAddress(new URLSearchParams(query))).toEqual(address)
})

test('the heading of a search is no view', () => {
  expect(parseAddress(new URLSearchParams('heading=90&view=10,0,20'))).toMatchObject({
    search: 'heading=90',
    look: [10, 0, 20],
  })
})

test.each(['', '1,2', '1,2,3,4', 'a,b,c', '1e9,0,0', '1,,2'])('a view that is none (%j) counts as absent', (view) => {
  expect(parseAddress(new URLSearchParams({ view }))).toEqual(plain)
})

test('what is no part of the viewer does not stay', () => {
  expect(parseAddress(new URLSearchParams('panel=x&bar=y&mark=viewpoint&cursor=abc&utm_source=z'))).toEqual(plain)
})
