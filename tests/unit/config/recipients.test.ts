import { expect, test } from 'vitest'
import { recipientsOf } from '@/lib/config/recipients'

const NOTHING = {
  MTP_DEMO: false,
  MAP_STYLE_URL: 'bundled',
  MAP_STYLES: [],
  MAP_HOSTS: [],
  MAPILLARY_AUTH_URL: 'https://www.mapillary.com/connect',
}

const namesFor = (settings: Partial<Parameters<typeof recipientsOf>[0]>) =>
  recipientsOf({ ...NOTHING, ...settings }).map(({ name }) => name)

test('only Mapillary is asked where nothing else is set', () => {
  expect(namesFor({})).toEqual(['Mapillary'])
  expect(namesFor({ MTP_DEMO: true })).toEqual(['The demo Mapillary'])
})

test.for([
  ['a style of the map', { MAP_STYLE_URL: 'https://tiles.example/style' }, 'Map hosts'],
  ['further hosts of the map', { MAP_HOSTS: ['https://fonts.example'] }, 'Map hosts'],
  ['a geocoder', { GEOCODER_URL: 'https://photon.example' }, 'Places by name'],
  ['a bucket', { AWS_S3_MAPILLARY_BUCKET: 'originals' }, 'Storage of originals'],
  ['a mail server', { SMTP_URL: 'smtp://user:secret@mail.example' }, 'E-mail'],
  ['a second bucket', { MTP_SECOND_BACKUP: 's3://more' }, 'Storage of originals'],
] as const)('%s is told of', ([_what, settings, name]) => {
  expect(namesFor({ ...settings, MAP_HOSTS: 'MAP_HOSTS' in settings ? [...settings.MAP_HOSTS] : [] })).toContain(name)
})

test('a folder for the second copy leads to nobody', () => {
  expect(namesFor({ MTP_SECOND_BACKUP: '/mnt/second' })).toEqual(['Mapillary'])
})

test('each host is named once', () => {
  const [, map] = recipientsOf({ ...NOTHING, MAP_STYLE_URL: 'https://a.test/x', MAP_HOSTS: ['https://b.test'] })
  expect(map).toMatchObject({ hosts: ['a.test', 'b.test'], asks: 'your browser' })
})
