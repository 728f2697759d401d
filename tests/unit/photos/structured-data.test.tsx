import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { JsonLd } from '@/components/shell/json-ld'
import { photoStructuredData, sequenceStructuredData } from '@/lib/photos/structured-data'
import { photoFeature } from '@/tests/support/photo-feature'

test('a photo is an ImageObject with its licence, its photographer and its place', () => {
  const photo = photoFeature(7, { user: { username: 'ada & co' } }, [8, 47])
  expect(photoStructuredData(photo)).toMatchObject({
    '@type': 'ImageObject',
    contentUrl: photo.properties.links.images[2048],
    license: 'https://creativecommons.org/licenses/by-sa/4.0/',
    acquireLicensePage: photo.properties.links.mapillary,
    creditText: 'ada & co on Mapillary',
    creator: { name: 'ada & co', url: expect.stringMatching(/\/users\/ada%20%26%20co$/) },
    contentLocation: { geo: { latitude: 47, longitude: 8 } },
  })
  expect(photoStructuredData({ ...photo, geometry: null })).not.toHaveProperty('contentLocation')
})

test('no name ends the script that holds it', () => {
  const name = '</script><script>alert(1)</script><!--'
  const sequence = { id: 1, name, description: name, username: name, capturedAt: null }
  const markup = renderToStaticMarkup(
    <JsonLd data={sequenceStructuredData(sequence, { origin: 'https://mtp.example', cover: undefined })} />,
  )
  expect(markup.match(/<\/?script/g)).toHaveLength(2)
  expect(JSON.parse(markup.replace(/<[^>]*>/g, ''))).toMatchObject({ name, description: name })
})
