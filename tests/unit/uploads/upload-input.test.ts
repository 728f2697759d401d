import { describe, expect, test } from 'vitest'
import { DESKTOP_UPLOADER, grantedAddress, PASSED_ON } from '@/lib/server/uploads/desktop-uploader'
import { UploadInput, UploadUpdate } from '@/lib/uploads/upload-input'

const announced = { name: 'Ridge Part 1', transport_type: 'walk', description: '', tag: '', source: 'mtpdu' }

describe('an announced sequence', () => {
  test('is read with its transport type as we write it', () => {
    expect(UploadInput.parse({ ...announced, transport_type: 'BASE jump' })).toEqual({
      name: 'Ridge Part 1',
      transport_type: 'BASE Jump',
      description: '',
      tag: [],
    })
  })

  test('needs neither description nor tags', () => {
    expect(UploadInput.parse({ name: 'Ridge', transport_type: 'Walk' })).toMatchObject({ description: '', tag: [] })
  })

  test('has each tag once, whatever its capitals', () => {
    expect(UploadInput.parse({ ...announced, tag: 'Snow, ridge,,snow,Two Words' }).tag).toEqual([
      'snow',
      'ridge',
      'Two Words',
    ])
  })

  test.each([
    ['no name', { name: undefined }, 'Sequence Name is missing'],
    ['an empty name', { name: '  ' }, 'Sequence Name is missing'],
    ['no transport type', { transport_type: undefined }, 'Transport type is missing'],
    ['an unknown transport type', { transport_type: 'Teleport' }, 'Transport type is invalid'],
    ['a long tag', { tag: 'x'.repeat(61) }, 'A tag is longer than 60 characters'],
  ])('with %s is refused in the words that the program knows', (_what, change, message) => {
    const read = UploadInput.safeParse({ ...announced, ...change })
    expect(read.error?.issues[0]?.message).toBe(message)
  })
})

describe('update of it', () => {
  test('may hold nothing', () => {
    expect(UploadUpdate.parse({})).toEqual({})
  })

  test.each([
    'https://www.google.com/maps/@0,0,3a',
    'https://maps.google.co.uk/?cbll=1,2',
    'https://www.google.de/maps/x',
    'https://maps.app.goo.gl/abc',
    'https://goo.gl/maps/abc',
  ])('may lead to %s', (google_street_view) => {
    expect(UploadUpdate.parse({ google_street_view })).toEqual({ google_street_view })
  })

  test('has Strava activities as numbers', () => {
    expect(UploadUpdate.parse({ strava: 18273749957 })).toEqual({ strava: '18273749957' })
  })

  test.each([
    [
      'a link that is no web address',
      { google_street_view: 'javascript:alert(1)' },
      'Google Street View link is invalid',
    ],
    ...[
      'https://example.org/maps',
      'https://google.com.evil.test/maps',
      'https://notgoogle.com',
      'https://evil.goo.gl/x',
    ].map((google_street_view): [string, object, string] => [
      'a link to others',
      { google_street_view },
      'Google Street View link is invalid',
    ]),
    [
      'a link that only looks like Google’s',
      { google_street_view: 'https://www.google.com@evil.test/maps' },
      'Google Street View link is invalid',
    ],
    ['a Strava activity that is no number', { strava: '12/../3' }, 'Strava activity is invalid'],
    ['a token that no header takes', { mapillary_user_token: 'tök en' }, 'Mapillary token is invalid'],
    ['a token that is no text', { mapillary_user_token: 7 }, 'Mapillary token is invalid'],
  ])('with %s is refused', (_what, update, message) => {
    expect(UploadUpdate.safeParse(update).error?.issues[0]?.message).toBe(message)
  })
})

test.each([
  ['/exchange_token', true],
  ['/exchange_token/', true],
  ['/accounts/check-mtpu-google-oauth', true],
  ['/login/return', false],
  ['/accounts/authorize', false],
])('the query of %s is kept as it came: %s', (path, isKept) => {
  expect(PASSED_ON.test(path)).toBe(isKept)
})

test('the program finds its token where it looks for it', () => {
  const fragment = new URL(grantedAddress('mtp_abc')).hash.slice(1)
  expect(fragment).toBe('access_token=mtp_abc&expires_in=7776000&token_type=Bearer&scope=read+write&state=')
  expect(grantedAddress('x')).toMatch(new RegExp(`^${DESKTOP_UPLOADER.scheme}//app#`))
})
