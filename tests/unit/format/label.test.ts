import { expect, test } from 'vitest'
import { label, labelGroup } from '@/lib/format/label'

test.each([
  ['regulatory--stop--g1', 'Stop sign'],
  ['regulatory--maximum-speed-limit-50--g1', 'Maximum speed limit 50 sign'],
  ['warning--curve-left--g2', 'Curve left warning sign'],
  ['information--parking--g1', 'Parking sign'],
  ['regulatory--no-parking--g12', 'No parking sign'],
  ['complementary--both-directions--g1', 'Both directions sign'],
  ['general--traffic-sign--g1', 'Traffic sign'],
  ['information--end-of-sign--g1', 'End of sign'],
  ['object--bench', 'Bench'],
  ['object--street-light', 'Street light'],
  ['object--support--utility-pole', 'Utility pole'],
  ['object--vehicle--bicycle', 'Bicycle'],
  ['object--traffic-sign--front', 'Traffic sign (front)'],
  ['object--traffic-light--general-upright', 'Traffic light (general upright)'],
  ['object--traffic-light', 'Traffic light'],
  ['human--person--individual', 'Person'],
  ['human--rider--bicyclist', 'Bicyclist'],
  ['nature--vegetation', 'Vegetation'],
  ['construction--flat--road', 'Road'],
  ['marking--discrete--crosswalk-zebra', 'Zebra crossing'],
  ['marking--continuous--dashed', 'Dashed marking'],
  ['marking--general', 'Road marking'],
  ['void--ego-vehicle', 'Vehicle of the camera'],
  ['something-nobody-knows', 'Something nobody knows'],
  ['regulatory', 'Regulatory'],
  ['', ''],
])('%s reads as "%s"', (value, name) => {
  expect(label(value)).toBe(name)
})

test('values are grouped by what they are, unknown ones together', () => {
  expect(labelGroup('warning--curve-left--g2')).toBe('Warning signs')
  expect(labelGroup('object--bench')).toBe('Objects')
  expect(labelGroup('brand-new--thing')).toBe('Other')
})
