import { expect, test } from 'vitest'
import { describeSearch } from '@/lib/search/describe-search'
import { parsePhotoFilter } from '@/lib/search/photo-filter'

const describeQuery = (query: string) => describeSearch(parsePhotoFilter(new URLSearchParams(query)))

test.each([
  ['', 'Photos'],
  ['pano=true', '360° photos'],
  ['pano=false&sort=captured_at', 'Flat photos oldest first'],
  ['tag=object--bench', 'Photos with a bench'],
  ['tag=object--bench&tag=regulatory--*', 'Photos with a bench and regulatory signs'],
  ['tag=object--vehicle--*', 'Photos with any vehicle'],
  ['tag=animal--bird&tag=nature--ice', 'Photos with a bird and an ice'],
  ['tag=object--bench&source=mapillary', 'Photos with a bench (found by Mapillary)'],
  ['tag=object--bench&sort=-tag', 'Photos with a bench those with most of the tag first'],
  ['source=mtp', 'Photos with tags of our users'],
  [
    'tag=object--bench&minScore=0.8&minArea=0.025',
    'Photos with a bench found with a certainty of 80% or more filling 2.5% of the picture or more',
  ],
  ['from=2024-05-03', 'Photos since 3 May 2024'],
  ['to=2024-05-03', 'Photos until 3 May 2024'],
  ['from=2024-05-03&to=2024-05-03', 'Photos on 3 May 2024'],
  ['from=2024-05-03&to=2024-06-01', 'Photos between 3 May 2024 and 1 June 2024'],
  ['from=2024-01-01&to=2024-12-31', 'Photos of 2024'],
  ['since=1d', 'Photos of the last day'],
  ['since=12m', 'Photos of the last 12 months'],
  ['season=winter&season=spring', 'Photos in winter or spring'],
  ['cameraMake=GoPro', 'Photos taken with GoPro'],
  ['cameraMake=GoPro&cameraModel=MAX', 'Photos taken with GoPro MAX'],
  ['user=ada&transport=walk&sequenceTag=alps', 'Photos by ada travelled by walk of sequences tagged alps'],
  ['near=11.3,47.1', 'Photos within 100 m of 47.1, 11.3'],
  ['near=11.3,47.1&radius=10000', 'Photos within 10 km of 47.1, 11.3'],
  ['near=11.3,47.1&radius=2500&sort=-captured_at', 'Photos within 2.5 km of 47.1, 11.3 newest first'],
  ['bbox=1,2,3,4', 'Photos in this part of the map'],
  ['area=0,0,1,0,1,1', 'Photos in a drawn area of 3 corners'],
  ['minAltitude=800', 'Photos above 800 m'],
  ['minAltitude=800&maxAltitude=1200', 'Photos at 800 to 1,200 m'],
  ['minViewpoints=1', 'Photos marked as viewpoint by 1 person or more'],
  ['heading=90', 'Photos looking east (90° ± 45°)'],
  ['backedUp=false', 'Photos of mine, not backed up'],
  [
    'pano=true&tag=object--bench&from=2024-05-01&near=11.3,47.1',
    '360° photos with a bench since 1 May 2024 within 100 m of 47.1, 11.3',
  ],
])('%s is told as: %s', (query, sentence) => {
  expect(
    describeQuery(query)
      .map(({ text }) => text)
      .join(' '),
  ).toBe(sentence)
})

test.each([
  ['minAltitude=304.8', 'above 1,000 ft'],
  ['minAltitude=304.8&maxAltitude=609.6', 'at 1,000 to 2,000 ft'],
  ['near=11.3,47.1&radius=1609.344', 'within 1 mi of 47.1, 11.3'],
])('%s is told in the units that somebody chose', (query, words) => {
  const parts = describeSearch(parsePhotoFilter(new URLSearchParams(query)), 'imperial')
  expect(parts.map(({ text }) => text)).toContain(words)
})

test('each part names the parameters that go with it, and the value where only one of several goes', () => {
  expect(describeQuery('tag=object--bench&tag=animal--bird&from=2024-05-01&to=2024-06-01&near=1,2&radius=50')).toEqual([
    { text: 'Photos', params: [] },
    { text: 'with a bench', params: ['tag'], value: 'object--bench' },
    { text: 'and a bird', params: ['tag'], value: 'animal--bird' },
    { text: 'between 1 May 2024 and 1 June 2024', params: ['from', 'to'] },
    { text: 'within 50 m of 2, 1', params: ['near', 'radius'] },
  ])
})
