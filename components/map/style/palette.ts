/** The colours of a map. Map styles cannot read CSS variables, so those of app/globals.css stand here again. */
export type Palette = {
  name: 'light' | 'dark'
  water: string
  land: string
  border: string
  graticule: string
  label: string
  halo: string // around labels, lines and points, to lift them off the ground
  path: string
  pathStrong: string
  pathSoft: string
  current: string
  viewpoint: string
}

export const LIGHT: Palette = {
  name: 'light',
  water: '#dde5e2',
  land: '#f7f4ec',
  border: '#cfc8b7',
  graticule: '#1d231e',
  label: '#6b6f63',
  halo: '#fdfbf6',
  path: '#2c7a5a',
  pathStrong: '#123d2a',
  pathSoft: '#8fb5a1',
  current: '#1d231e',
  viewpoint: '#c4470b',
}

export const DARK: Palette = {
  name: 'dark',
  water: '#0e1312',
  land: '#1b211c',
  border: '#3a4338',
  graticule: '#ecebe1',
  label: '#8f9587',
  halo: '#131712',
  path: '#63b58a',
  pathStrong: '#c4f0d7',
  pathSoft: '#3d6b53',
  current: '#f7fbf6',
  viewpoint: '#ff8f45',
}
