import type { Color } from './color'

export type ThemeName = 'lake' | 'alps' | 'suburb' | 'canal' | 'coast' | 'forest' | 'kyoto' | 'tundra'

export type Kind =
  | 'broadleaf'
  | 'birch'
  | 'spruce'
  | 'umbrella-pine'
  | 'cherry'
  | 'bush'
  | 'hedge'
  | 'tuft'
  | 'flowers'
  | 'rock'
  | 'canal-house'
  | 'cottage'
  | 'villa'
  | 'machiya'
  | 'chalet'
  | 'sign'
  | 'signpost'
  | 'street-light'
  | 'utility-pole'
  | 'lantern'
  | 'person'
  | 'car'
  | 'bicycle'
  | 'bench'
  | 'trash-can'
  | 'hydrant'
  | 'bollard'
  | 'mailbox'
  | 'wall'
  | 'fence'
  | 'guard-rail'
  | 'crosswalk'
  | 'manhole'
  | 'pebbles'
  | 'patch'

/** Things that line the path: one chance every so many metres, between two distances from the path's edge. */
export type Rule = {
  kind: Kind
  every: number // metres
  chance: number
  side: -1 | 1 | 'both' // left, right
  from: number // metres from the middle of the path
  to: number
}

export type Strip = { side: -1 | 1 | 'both'; from: number; to: number; color: Color; value?: string }

export type Ridge = {
  height: number // radians above the horizon, at the most
  color: Color
  shape: 'peaks' | 'hills' | 'treetops' | 'roofs'
  snow?: boolean
}

export type Theme = {
  zenith: Color
  horizon: Color // the sky there, and what far things fade to
  visibilityM: number
  ground: Color
  road: { halfWidth: number; color: Color; marking: 'none' | 'centre' | 'slabs' }
  strips: Strip[]
  water?: { side: -1 | 1; from: number; color: Color }
  ridges: Ridge[] // far to near
  leaves: Color[]
  signs: string[]
  rules: Rule[]
}

const rule = (kind: Kind, every: number, chance: number, side: Rule['side'], from: number, to = from): Rule => ({
  kind,
  every,
  chance,
  side,
  from,
  to,
})
const strip = (side: Strip['side'], from: number, to: number, color: Color, value?: string): Strip => ({
  side,
  from,
  to,
  color,
  ...(value ? { value } : {}),
})

const TERRAIN = 'nature--terrain'
const SIDEWALK = 'construction--flat--sidewalk'

export const THEMES: Record<ThemeName, Theme> = {
  lake: {
    zenith: '#5f97c9',
    horizon: '#dbe7ea',
    visibilityM: 330,
    ground: '#8fa860',
    road: { halfWidth: 1.15, color: '#cdbb98', marking: 'none' },
    strips: [strip('both', 1.1, 2.1, '#a5ad6b', TERRAIN), strip(1, 6, 9, '#86a158'), strip(1, 14, 21, '#86a158')],
    water: { side: -1, from: 9.5, color: '#7fa6bd' },
    ridges: [
      { height: 0.34, color: '#9fb4c4', shape: 'peaks' },
      { height: 0.15, color: '#8aa59c', shape: 'hills' },
      { height: 0.035, color: '#76926f', shape: 'treetops' },
    ],
    leaves: ['#6f9144', '#7f9b4c', '#a09a45', '#b88a3f'],
    signs: ['regulatory--pedestrians-only--g1', 'warning--curve-left--g1'],
    rules: [
      rule('patch', 1.7, 0.8, 'both', 2.35, 8.5),
      rule('wall', 4, 0.92, 1, 3.4),
      rule('broadleaf', 19, 0.75, -1, 5.5, 8),
      rule('broadleaf', 12, 0.7, 1, 8, 42),
      rule('birch', 21, 0.5, 'both', 5, 8),
      rule('bush', 9, 0.5, 'both', 4.6, 8.5),
      rule('rock', 9, 0.6, 'both', 2.4, 9.4),
      rule('bush', 15, 0.6, 1, 9, 30),
      rule('tuft', 0.9, 0.7, 'both', 1.2, 5),
      rule('flowers', 2.6, 0.4, 'both', 1.6, 6),
      rule('pebbles', 1, 0.8, 'both', 0.1, 1),
      rule('cottage', 130, 0.7, 1, 24, 30),
      rule('bench', 47, 0.8, -1, 2.6),
      rule('signpost', 83, 1, 1, 1.9),
      rule('sign', 131, 0.8, 1, 2.1),
      rule('person', 37, 0.55, 'both', 0.5, 0.9),
    ],
  },
  alps: {
    zenith: '#3f86cf',
    horizon: '#dcebf5',
    visibilityM: 420,
    ground: '#86b457',
    road: { halfWidth: 0.95, color: '#c9b38c', marking: 'none' },
    strips: [strip('both', 0.9, 1.7, '#9ab661', TERRAIN), strip(-1, 8, 12, '#7aa94f'), strip(1, 11, 17, '#90bb5e')],
    ridges: [
      { height: 0.5, color: '#9db6d3', shape: 'peaks', snow: true },
      { height: 0.27, color: '#7f9db4', shape: 'peaks' },
      { height: 0.1, color: '#6d9a78', shape: 'hills' },
      { height: 0.045, color: '#5c8a5d', shape: 'treetops' },
    ],
    leaves: ['#4d7f45', '#5b8c46', '#6a9a4b'],
    signs: ['regulatory--pedestrians-only--g1', 'regulatory--no-entry--g1'],
    rules: [
      rule('patch', 1.7, 0.8, 'both', 2.15, 13),
      rule('fence', 3, 0.9, 1, 3),
      rule('spruce', 7, 0.7, 1, 7, 45),
      rule('spruce', 9, 0.65, -1, 6, 45),
      rule('bush', 14, 0.5, 'both', 4, 12),
      rule('rock', 17, 0.6, 'both', 1.9, 9),
      rule('tuft', 0.9, 0.7, 'both', 1, 5),
      rule('flowers', 1.2, 0.7, 'both', 1.3, 7),
      rule('pebbles', 1, 0.8, 'both', 0.1, 0.8),
      rule('chalet', 74, 0.7, -1, 13, 24),
      rule('chalet', 96, 0.6, 1, 16, 30),
      rule('bench', 61, 0.8, -1, 2.3),
      rule('signpost', 72, 1, 1, 1.7),
      rule('sign', 119, 0.8, -1, 1.8),
      rule('person', 52, 0.6, 'both', 0.4, 0.7),
      rule('trash-can', 122, 0.8, -1, 3.8),
    ],
  },
  suburb: {
    zenith: '#5b95d3',
    horizon: '#e6ecef',
    visibilityM: 260,
    ground: '#93b268',
    road: { halfWidth: 3.1, color: '#7c8086', marking: 'centre' },
    strips: [
      strip('both', 3.05, 3.3, '#c9c7c0'),
      strip('both', 3.3, 5.2, '#b7b3ab', SIDEWALK),
      strip('both', 5.2, 6.4, '#8fae62', TERRAIN),
    ],
    ridges: [
      { height: 0.07, color: '#adc1cd', shape: 'hills' },
      { height: 0.075, color: '#94b098', shape: 'treetops' },
    ],
    leaves: ['#6f9f4a', '#5f9249', '#86a94e'],
    signs: [
      'regulatory--stop--g1',
      'regulatory--maximum-speed-limit-30--g1',
      'information--pedestrians-crossing--g1',
      'regulatory--yield--g1',
      'information--parking--g1',
      'regulatory--no-entry--g1',
    ],
    rules: [
      rule('patch', 3.4, 0.6, 'both', 0.2, 2.6),
      rule('cottage', 14, 0.9, 'both', 10.5, 12),
      rule('hedge', 3.5, 0.62, 'both', 6.7),
      rule('broadleaf', 19, 0.7, 'both', 5.8, 6),
      rule('broadleaf', 23, 0.6, 'both', 20, 34),
      rule('bush', 9, 0.5, 'both', 7.6, 9),
      rule('tuft', 1, 0.5, 'both', 5.3, 6.4),
      rule('street-light', 31, 1, 1, 3.7),
      rule('sign', 27, 0.9, 1, 3.7),
      rule('sign', 53, 0.8, -1, 3.7),
      rule('car', 13, 0.4, -1, 2.1),
      rule('car', 23, 0.4, 1, 4.6),
      rule('hydrant', 57, 1, 1, 3.6),
      rule('trash-can', 33, 0.7, 'both', 4.9),
      rule('mailbox', 39, 0.6, 'both', 5),
      rule('person', 21, 0.5, 'both', 4, 4.8),
      rule('bicycle', 41, 0.6, 'both', 4.9),
      rule('crosswalk', 66, 1, 1, 0),
      rule('manhole', 24, 0.8, 'both', 1, 1.8),
      rule('utility-pole', 43, 0.9, -1, 5.5),
    ],
  },
  canal: {
    zenith: '#6f9fca',
    horizon: '#e9e7e0',
    visibilityM: 240,
    ground: '#a49a8c',
    road: { halfWidth: 2.1, color: '#a8685c', marking: 'centre' },
    strips: [
      strip(1, 2.05, 2.3, '#cfc8bb'),
      strip(1, 2.3, 5.6, '#b5aa9b', SIDEWALK),
      strip(-1, 2.05, 2.25, '#cfc8bb'),
      strip(-1, 2.25, 5, '#a6937f', SIDEWALK),
      strip(-1, 5, 5.3, '#d3ccbf'),
      strip(-1, 5.3, 19, '#718d8f', 'nature--water'),
      strip(-1, 19, 19.6, '#b9ad9c'),
      strip(-1, 19.6, 24, '#a6937f'),
    ],
    ridges: [{ height: 0.085, color: '#b6b3b4', shape: 'roofs' }],
    leaves: ['#8a9a46', '#a7993f', '#7b9348', '#bf9140'],
    signs: [
      'regulatory--bicycles-only--g1',
      'regulatory--no-entry--g1',
      'information--pedestrians-crossing--g1',
      'regulatory--yield--g1',
      'information--parking--g1',
    ],
    rules: [
      rule('patch', 3.4, 0.6, 'both', 0.2, 1.6),
      rule('canal-house', 6.2, 1, 1, 6),
      rule('canal-house', 6.2, 1, -1, 25),
      rule('broadleaf', 15, 0.9, -1, 4.2),
      rule('bicycle', 3.2, 0.5, -1, 3.1, 3.5),
      rule('bollard', 4, 0.8, 1, 2.6),
      rule('street-light', 22, 1, -1, 2.8),
      rule('sign', 31, 0.9, 1, 2.9),
      rule('sign', 58, 0.8, -1, 2.8),
      rule('person', 11, 0.6, 1, 3.4, 5),
      rule('person', 33, 0.5, -1, 3.2, 4),
      rule('bench', 36, 0.8, -1, 4.4),
      rule('trash-can', 38, 0.8, -1, 4.6),
      rule('car', 17, 0.35, -1, 3.9),
      rule('crosswalk', 77, 1, 1, 0),
      rule('manhole', 26, 0.8, 'both', 0.7, 1.1),
    ],
  },
  coast: {
    zenith: '#3f84c6',
    horizon: '#efe6d4',
    visibilityM: 380,
    ground: '#bfae72',
    road: { halfWidth: 3.4, color: '#767b82', marking: 'centre' },
    strips: [strip('both', 3.4, 4.4, '#c9ba90', TERRAIN), strip(1, 9, 14, '#b3a564'), strip(-1, 7, 11, '#aea766')],
    water: { side: -1, from: 11, color: '#3f88ab' },
    ridges: [
      { height: 0.075, color: '#b3b9b6', shape: 'hills' },
      { height: 0.045, color: '#a5a578', shape: 'hills' },
    ],
    leaves: ['#7d8f4a', '#6b8547', '#8f9a55'],
    signs: [
      'warning--curve-left--g1',
      'warning--curve-right--g1',
      'regulatory--maximum-speed-limit-50--g1',
      'regulatory--maximum-speed-limit-80--g1',
      'regulatory--stop--g1',
      'regulatory--yield--g1',
    ],
    rules: [
      rule('patch', 3.4, 0.6, 'both', 0.2, 2.9),
      rule('patch', 1.7, 0.8, 'both', 4.6, 8.5),
      rule('guard-rail', 4, 0.94, -1, 4.7),
      rule('umbrella-pine', 27, 0.8, 1, 9, 30),
      rule('bush', 8, 0.7, 'both', 6, 9),
      rule('bush', 10, 0.6, 1, 14, 40),
      rule('rock', 12, 0.6, 'both', 5.2, 9),
      rule('tuft', 1.2, 0.7, 'both', 4.4, 8),
      rule('flowers', 3, 0.4, 'both', 4.6, 8),
      rule('villa', 62, 0.8, 1, 14, 26),
      rule('sign', 46, 0.95, 1, 4.2),
      rule('sign', 97, 0.8, -1, 4.1),
      rule('utility-pole', 42, 1, 1, 6),
      rule('car', 54, 0.7, -1, 1.75),
      rule('car', 88, 0.6, 1, 5.4),
      rule('bicycle', 171, 0.8, 1, 4.9),
      rule('bench', 113, 0.8, -1, 5.6),
      rule('person', 93, 0.7, 'both', 4.4, 4.9),
      rule('trash-can', 149, 0.8, 1, 4.9),
    ],
  },
  forest: {
    zenith: '#7fb0d2',
    horizon: '#d9e6cf',
    visibilityM: 120,
    ground: '#7f9a55',
    road: { halfWidth: 1.6, color: '#bfa27c', marking: 'none' },
    strips: [strip('both', 1.55, 2.6, '#9a9d5d', TERRAIN), strip('both', 7, 11, '#73904e')],
    ridges: [{ height: 0.16, color: '#8fae86', shape: 'treetops' }],
    leaves: ['#5f8f3f', '#4f8240', '#78a044', '#8aa848'],
    signs: ['regulatory--bicycles-only--g1', 'regulatory--pedestrians-only--g1', 'warning--curve-right--g1'],
    rules: [
      rule('patch', 3.4, 0.6, 'both', 0.2, 1.1),
      rule('patch', 1.7, 0.8, 'both', 2.8, 13),
      rule('broadleaf', 7, 0.75, 'both', 5, 14),
      rule('spruce', 8, 0.7, 'both', 6, 20),
      rule('birch', 11, 0.6, 'both', 4.2, 9),
      rule('broadleaf', 7, 0.8, 'both', 15, 34),
      rule('bush', 5, 0.6, 'both', 3.2, 9),
      rule('tuft', 0.8, 0.8, 'both', 1.7, 6),
      rule('flowers', 3, 0.4, 'both', 2, 6),
      rule('pebbles', 1, 0.8, 'both', 0.1, 1.4),
      rule('rock', 19, 0.5, 'both', 2.4, 6),
      rule('bench', 44, 0.9, 1, 2.9),
      rule('signpost', 51, 1, 1, 2.3),
      rule('sign', 63, 0.9, -1, 2.3),
      rule('person', 32, 0.6, 'both', 0.8, 1.2),
      rule('bicycle', 57, 0.8, -1, 2.4),
      rule('trash-can', 88, 0.9, 1, 3.7),
    ],
  },
  kyoto: {
    zenith: '#78aad6',
    horizon: '#f0e6e4',
    visibilityM: 210,
    ground: '#a3a083',
    road: { halfWidth: 2.4, color: '#b9b3a6', marking: 'slabs' },
    strips: [strip('both', 2.35, 2.6, '#8c867b'), strip('both', 2.6, 3.7, '#a9a294', SIDEWALK)],
    ridges: [
      { height: 0.14, color: '#b4bfc9', shape: 'hills' },
      { height: 0.09, color: '#9bb09a', shape: 'treetops' },
    ],
    leaves: ['#7f9d55', '#6d9150'],
    signs: [
      'regulatory--no-entry--g1',
      'regulatory--maximum-speed-limit-30--g1',
      'regulatory--pedestrians-only--g1',
      'regulatory--bicycles-only--g1',
    ],
    rules: [
      rule('machiya', 7.4, 0.96, 'both', 3.9),
      rule('broadleaf', 21, 0.8, 'both', 15, 19),
      rule('cherry', 19, 0.8, 'both', 3.3),
      rule('bush', 9, 0.4, 'both', 3.4),
      rule('lantern', 13, 0.8, 'both', 3.1),
      rule('utility-pole', 34, 0.9, 1, 2.8),
      rule('sign', 38, 0.9, 1, 2.7),
      rule('person', 7, 0.6, 'both', 0.8, 2.1),
      rule('bicycle', 16, 0.6, 'both', 3.1),
      rule('bench', 43, 0.7, 'both', 3.2),
      rule('manhole', 18, 0.8, 'both', 0.6, 1.4),
      rule('trash-can', 48, 0.7, 'both', 3),
    ],
  },
  tundra: {
    zenith: '#6c9cc4',
    horizon: '#e3e8e6',
    visibilityM: 460,
    ground: '#a8a06a',
    road: { halfWidth: 3.2, color: '#b7ab98', marking: 'none' },
    strips: [strip('both', 3.1, 4.6, '#b3a77f', TERRAIN), strip('both', 9, 16, '#9c9760')],
    ridges: [
      { height: 0.17, color: '#a9bccb', shape: 'peaks', snow: true },
      { height: 0.08, color: '#93a58f', shape: 'hills' },
      { height: 0.03, color: '#748a68', shape: 'treetops' },
    ],
    leaves: ['#6d7f48', '#8a8a45', '#a8803f'],
    signs: [],
    rules: [
      rule('patch', 3.4, 0.6, 'both', 0.2, 2.7),
      rule('patch', 1.7, 0.8, 'both', 4.4, 13),
      rule('spruce', 6, 0.6, 'both', 10, 45),
      rule('bush', 4, 0.7, 'both', 5, 16),
      rule('rock', 8, 0.6, 'both', 4.4, 15),
      rule('tuft', 1.2, 0.7, 'both', 3.4, 8),
      rule('pebbles', 1, 0.9, 'both', 0.2, 3),
    ],
  },
}
