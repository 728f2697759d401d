import { expect, test } from 'vitest'
import { osmLinks, osmTags } from '@/lib/photos/osm-links'

test('latitude and longitude never change places', () => {
  const links = osmLinks([11.5, 47.25], 'a_key')
  expect(links.openStreetMap).toBe(
    'https://www.openstreetmap.org/?mlat=47.250000&mlon=11.500000#map=19/47.250000/11.500000',
  )
  expect(links.iD).toContain('#map=19/47.250000/11.500000&photo_overlay=mapillary&photo=mapillary/a_key')
  expect(links.panoramax).toBe('https://api.panoramax.xyz/?focus=map&map=19/47.250000/11.500000')
  expect(Object.fromEntries(new URL(links.josm).searchParams)).toEqual({
    left: '11.499300',
    right: '11.500700',
    bottom: '47.249300',
    top: '47.250700',
  })
})

test('tags to copy are whole degrees below 360, and no direction is invented', () => {
  expect(osmTags('k', 359.7)).toEqual({ mapillary: 'mapillary=k', direction: 'direction=0' })
  expect(osmTags('k', null).direction).toBeNull()
})

test('a photo whose key leads nowhere today is not named', () => {
  expect(osmLinks([11.5, 47.25], null).iD).toMatch(/&photo_overlay=mapillary$/)
  expect(osmTags(null, 90)).toEqual({ mapillary: null, direction: 'direction=90' })
})
