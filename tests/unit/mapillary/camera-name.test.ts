import { expect, test } from 'vitest'
import { cameraName } from '@/lib/mapillary/camera-name'
import { toImage as toImageOfV3 } from '@/lib/mapillary/v3/map'
import { toImage as toImageOfV4, toSequencePhoto } from '@/lib/mapillary/v4/map'

const UNKNOWN = ['none', 'None', ' NONE ', 'none none', 'unknown', '<unknown>', 'null', '(null)', 'n/a', 'N.A.', 'NA']
const MORE = ['undefined', 'NaN', '-', '--', '–', '?', '...', '0', '0.0', '-1', '', ' \t', '\u0000\u0007', '\u200b']
const SAID = ['not available', 'Not Set', 'unspecified', 'unknown camera', 'no_model', 'default']

test.each([...UNKNOWN, ...MORE, ...SAID])('%j is no camera, in v3 and v4', (written) => {
  expect(cameraName(written)).toBeNull()
  const v3 = { properties: { key: 'k', camera_make: written, camera_model: written }, geometry: null }
  expect(toImageOfV3(v3)).toMatchObject({ cameraMake: null, cameraModel: null })
  const v4 = { id: '7', sequence: 's', make: written, model: written }
  expect(toImageOfV4(v4)).toMatchObject({ cameraMake: null, cameraModel: null })
  expect(toSequencePhoto(v4)).toMatchObject({ cameraMake: null })
})

test.each([
  ['Ricoh', 'Ricoh'],
  [' Canon\u0000 EOS\u200b 5D ', 'Canon EOS 5D'],
  ['360', '360'],
  ['Nano', 'Nano'],
  ['None-such 1', 'None-such 1'],
  ['理光', '理光'],
])('%j is the camera %j', (written, name) => expect(cameraName(written)).toBe(name))
