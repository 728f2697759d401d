import { expect, test } from 'vitest'
import { z } from 'zod'
import { parsePhotoFilter } from '@/lib/search/photo-filter'

const parse = (query: string) => parsePhotoFilter(new URLSearchParams(query))

test('without parameters the newest 50 photos are asked for', () => {
  expect(parse('')).toMatchObject({ sort: '-captured_at', limit: 50, tag: [] })
})

test('empty parameters of a form count as absent', () => {
  expect(parse('user=&tag=&from=&pano=&minViewpoints=').user).toBeUndefined()
})

test('a last day is meant whole, a last moment too', () => {
  expect(parse('to=2024-05-03').to).toEqual(new Date('2024-05-04T00:00:00Z'))
  expect(parse('to=2024-05-03T10:00:00Z').to).toEqual(new Date('2024-05-03T10:00:00.001Z'))
})

test('near a place the nearest come first, unless told otherwise', () => {
  expect(parse('near=-3.1,54.4')).toMatchObject({ near: [-3.1, 54.4], radius: 100, sort: 'distance' })
  expect(parse('near=-3.1,54.4&sort=-viewpoints').sort).toBe('-viewpoints')
})

test('tags are collected, transport types are known whatever their capitals', () => {
  expect(parse('tag=object--bench&tag=regulatory--*&transport=bicycle')).toMatchObject({
    tag: ['object--bench', 'regulatory--*'],
    transport: 'Bicycle',
  })
})

test('a preset, seasons, sequence tags, shares and a direction are read', () => {
  expect(
    parse(
      'since=12m&season=winter&season=spring&sequenceTag=Alps&minScore=0.5&minArea=1&heading=350&headingTolerance=20&backedUp=false',
    ),
  ).toMatchObject({
    since: '12m',
    season: ['winter', 'spring'],
    sequenceTag: ['Alps'],
    minScore: 0.5,
    minArea: 1,
    heading: 350,
    headingTolerance: 20,
    backedUp: false,
  })
})

test('a drawn area is read corner by corner, in one piece across the antimeridian', () => {
  expect(parse('area=0,0,10,0,10,10,0,0').area).toEqual([
    [0, 0],
    [10, 0],
    [10, 10],
  ])
  expect(parse('area=170,0,-170,0,-170,10').area).toEqual([
    [170, 0],
    [190, 0],
    [190, 10],
  ])
})

test('a cursor goes with its search, whatever the limit, the order of the parameters and those that we do not know', () => {
  const { queryKey } = parse('tag=a&tag=b&pano=true')

  expect(parse('pano=true&tag=b&tag=a&limit=7&v=3').queryKey).toBe(queryKey)
  expect(parse('tag=a&pano=true').queryKey).not.toBe(queryKey)
})

const problemOf = (query: string) => {
  try {
    parse(query)
  } catch (error) {
    return error instanceof z.ZodError ? z.prettifyError(error) : error
  }
}

test.each([
  ['bbox=1,2,3', 'expected minLng,minLat,maxLng,maxLat'],
  ['bbox=0,10,1,5', 'expected minLat to be at most maxLat'],
  ['bbox=0,0,1,1&bbox=0,0,2,2', 'expected once'],
  ['area=0,0,1,1', 'expected 3 corners or more'],
  ['area=0,0,1,1,0,0', 'expected 3 corners or more'],
  ['area=0,0,10,10,10,0,0,10', 'expected edges that do not cross'],
  ['area=0,0,10,0,5,0', 'expected edges that do not cross'],
  ['area=0,0,1,0,1', 'expected lng,lat,lng,lat'],
  ['area=0,0,1,0,1,91', 'expected longitudes'],
  [`area=${Array.from({ length: 202 }, (_, n) => `${n % 180},${n % 90}`).join(',')}`, 'expected at most 200 corners'],
  ['near=54,200', 'expected lng,lat'],
  ['near=0,0&radius=-5', 'expected more than 0 metres'],
  ['near=0,0&radius=1e9', 'expected a number'],
  ['from=yesterday', 'expected a date'],
  ['from=10000-01-01', 'expected a date'],
  ['to=9999-12-31', 'expected a year of 1800 to 2999'],
  ['from=2024-06-01&to=2024-05-01', 'expected from or later'],
  ['minAltitude=500&maxAltitude=100', 'expected minAltitude or more'],
  ['since=tomorrow', 'expected days, months or years'],
  ['since=0d', 'expected days, months or years'],
  ['season=monsoon', 'expected one of spring, summer, autumn, winter'],
  ['pano=maybe', 'expected true or false'],
  ['source=other', 'expected mapillary or mtp'],
  ['minScore=1.5', 'expected 0 to 1'],
  ['minArea=-0.1', 'expected 0 to 1'],
  ['minViewpoints=many', 'expected a number'],
  ['minViewpoints=1.5', 'expected a whole number'],
  ['minViewpoints=99999999999', 'expected a smaller number'],
  ['transport=teleport', 'expected one of Walk'],
  ['heading=361', 'expected 0 to 360 degrees'],
  ['heading=10&headingTolerance=200', 'expected 0 to 180 degrees'],
  ['sort=random', 'expected one of captured_at'],
  ['sort=distance', 'distance needs near'],
  ['sort=-tag', '-tag needs a tag'],
  ['sort=-tag&tag=object--*', '-tag needs a tag'],
  ['limit=0', 'expected 1 to 500'],
  ['limit=501', 'expected 1 to 500'],
  ['sequence=abc', 'expected a decimal id'],
  ['tag=%00', 'expected text without control characters'],
  ['user=a%0Ab', 'expected text without control characters'],
  [`cameraMake=${'x'.repeat(201)}`, 'expected at most 200 characters'],
  [Array.from({ length: 10_000 }, (_, n) => `tag=${n}`).join('&'), 'expected at most 20'],
])('%s is refused: %s', (query, problem) => {
  expect(problemOf(query)).toContain(problem)
})
