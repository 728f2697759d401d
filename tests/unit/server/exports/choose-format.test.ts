import { expect, test } from 'vitest'
import { VIEWPOINT_FORMATS, type ViewpointFormat } from '@/lib/model/export-formats'
import { chooseFormat } from '@/lib/server/exports/choose-format'

test.each<[ViewpointFormat | undefined, string, ViewpointFormat]>([
  [undefined, '', 'geojson'],
  [undefined, '*/*', 'geojson'],
  [undefined, 'application/gpx+xml', 'gpx'],
  [undefined, 'text/html, application/atom+xml;q=0.9', 'atom'],
  [undefined, 'application/gpx+xml;q=0.2, application/atom+xml;q=0.9', 'atom'],
  [undefined, 'application/json, application/atom+xml;q=0.9', 'geojson'],
  ['gpx', 'application/atom+xml', 'gpx'],
])('with format %s and Accept %j: %s', (named, accept, chosen) => {
  expect(chooseFormat(new Headers({ accept }), VIEWPOINT_FORMATS, named)).toBe(chosen)
})
