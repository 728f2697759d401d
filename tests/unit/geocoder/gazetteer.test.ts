import { describe, expect, test } from 'vitest'
import { createGazetteer } from '@/lib/geocoder/gazetteer/gazetteer'

const gazetteer = createGazetteer()
const names = async (text: string) => (await gazetteer.findPlaces(text)).map(({ name }) => name)

describe('places of a name', () => {
  test('are found by how it begins, the largest first', async () => {
    const [first] = await gazetteer.findPlaces('innsbr')
    expect(first).toEqual({ name: 'Innsbruck', detail: 'Austria', lngLat: [11.3945, 47.2627] })
    expect(await names('london')).toEqual(['London', 'London', 'London', 'London', 'London'])
    expect((await gazetteer.findPlaces('london'))[0]?.detail).toBe('England, United Kingdom')
  })

  test.each([
    ['without its accents', 'sao paulo', 'São Paulo'],
    ['with them', 'Zürich', 'Zürich'],
    ['with a letter that has no plain form', 'Tromso', 'Tromsø'],
    ['by a later word', 'francisco', 'San Francisco'],
    ['with a hyphen or a space', 'aix en prov', 'Aix-en-Provence'],
  ])('are found %s', async (_, text, name) => {
    expect(await names(text)).toContain(name)
  })

  test('are told apart by country and state after a comma', async () => {
    expect((await gazetteer.findPlaces('london, can'))[0]?.detail).toBe('Canada')
    expect((await gazetteer.findPlaces('Springfield, IL'))[0]?.detail).toBe('IL, United States')
  })

  test.each(['', '  ', ',', '…', 'xqxqxq', '\n', 'ambl\neside'])('are none for %j', async (text) => {
    expect(await names(text)).toEqual([])
  })
})

describe('the nearest place', () => {
  test('is the one next to the position', async () => {
    expect((await gazetteer.findNearest([-3.0245, 54.4591]))?.name).toBe('Ambleside')
  })

  test('is found over the antimeridian', async () => {
    expect((await gazetteer.findNearest([179.9, 66.3]))?.name).toBe('Egvekinot')
  })

  test('is none on the ocean and at the poles', async () => {
    expect(await gazetteer.findNearest([-30, 40])).toBeNull()
    expect(await gazetteer.findNearest([0, 90])).toBeNull()
  })
})

describe('the names of a tile', () => {
  test('are those of the largest places in it', async () => {
    const points = await gazetteer.pointsInTile({ z: 0, x: 0, y: 0 })
    expect(points).toHaveLength(48)
    expect(points[0]).toMatchObject({ name: 'Shanghai', rank: 0 })
    const alps = await gazetteer.pointsInTile({ z: 9, x: 272, y: 179 })
    expect(alps.map(({ name }) => name)).toContain('Innsbruck')
    for (const { place } of alps)
      for (const unit of place) expect(unit >= 0 && unit < 4096, `${place} lies in the tile`).toBe(true)
  })
})
