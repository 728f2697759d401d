import { between, pick } from '../../random'
import type { Site, Thing } from '../thing'
import { house } from './house'

export function canalHouse(site: Site): Thing {
  const { next } = site
  return house(site, {
    width: 6.15,
    depth: 10,
    height: between(next, 9.5, 12.5),
    roofHeight: between(next, 2, 3),
    gable: 'street',
    eaves: 0,
    wall: pick(next, ['#8f5445', '#7a4a42', '#a86f52', '#5b5552', '#b99a72', '#94665a', '#6d5a54']),
    roof: '#5d5654',
    frame: '#f1ece2',
    door: pick(next, ['#2f4a40', '#3d3f55', '#6d2f2c', '#2d3b47']),
    columns: 3,
    rows: 4,
    base: { height: 0.7, color: '#6f6a66' },
  })
}

export function cottage(site: Site): Thing {
  const { next } = site
  return house(site, {
    width: between(next, 9, 11.5),
    depth: 8,
    height: between(next, 4.6, 5.6),
    roofHeight: between(next, 2.4, 3),
    gable: 'side',
    eaves: 0.45,
    wall: pick(next, ['#e9e2d2', '#dfd3bf', '#c98f78', '#d8dcd9', '#e6d9b8', '#b97f6b']),
    roof: pick(next, ['#7c5248', '#6a6a70', '#8b5f4c', '#5d6168']),
    frame: '#fbf8f1',
    door: pick(next, ['#44607a', '#8a3f3a', '#4c6b52', '#c08a3e']),
    hasEndWindows: true,
    columns: 4,
    rows: 2,
  })
}

export function villa(site: Site): Thing {
  const { next } = site
  return house(site, {
    width: between(next, 9, 13),
    depth: 9,
    height: between(next, 3.6, 6),
    roofHeight: 1.9,
    gable: 'side',
    eaves: 0.4,
    wall: pick(next, ['#fbf6ea', '#f7efe0', '#fdfaf3']),
    roof: pick(next, ['#c47a52', '#b96d49', '#cc8a60']),
    frame: pick(next, ['#3f77a6', '#d8b24a', '#4a8a6a']),
    door: '#3f6f95',
    hasEndWindows: true,
    columns: 4,
    rows: 1,
    base: { height: 0.6, color: pick(next, ['#5f93bd', '#e0bd5a', '#c9bfae']) },
  })
}

export function machiya(site: Site): Thing {
  const { next } = site
  return house(site, {
    width: 7.2,
    depth: 9,
    height: between(next, 4.4, 5.4),
    roofHeight: 1.7,
    gable: 'side',
    eaves: 0.8,
    wall: pick(next, ['#8a6a52', '#75594a', '#9c7c5f', '#d9cbb2', '#6a5347']),
    roof: pick(next, ['#565b63', '#4c5058']),
    frame: '#4d3b30',
    door: pick(next, ['#34495f', '#6d3a35', '#3f5146']),
    columns: 4,
    rows: 2,
    base: { height: 0.5, color: '#8f8a80' },
    glass: '#e3cfa0',
    lattice: true,
  })
}

export function chalet(site: Site): Thing {
  const { next } = site
  return house(site, {
    width: between(next, 9, 11),
    depth: 10,
    height: between(next, 4.4, 5.2),
    roofHeight: 2.7,
    gable: 'street',
    eaves: 0.9,
    wall: pick(next, ['#9a6a42', '#85583a', '#ab7a4e']),
    roof: '#6b5a50',
    frame: '#f3ead8',
    door: '#5b3a28',
    hasEndWindows: true,
    columns: 4,
    rows: 2,
    base: { height: 2, color: '#e6dfd2' },
  })
}
