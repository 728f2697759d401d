import type { ExpressionSpecification } from 'maplibre-gl'
import type { Palette } from '@/components/map/style/palette'

/** What the colour of the coverage tells. */
export const COLOURINGS = ['plain', 'age', 'kind', 'viewpoints'] as const
export type Colouring = (typeof COLOURINGS)[number]

export const COLOURING_NAMES: Record<Colouring, string> = {
  plain: 'One colour',
  age: 'Age',
  kind: 'Flat or 360°',
  viewpoints: 'Viewpoints',
}

export function parseColouring(text: string | null): Colouring {
  return COLOURINGS.find((colouring) => colouring === text) ?? 'plain'
}

const YEAR_MS = 365.25 * 24 * 60 * 60 * 1000

/** From new to old. They differ in lightness too, so that they can be told apart without seeing colours. */
const AGES: { name: string; maxYears: number; light: string; dark: string }[] = [
  { name: 'Last 12 months', maxYears: 1, light: '#0b5d4f', dark: '#d9f56b' },
  { name: '1 to 3 years', maxYears: 3, light: '#1f8fa6', dark: '#6fd3a1' },
  { name: '3 to 5 years', maxYears: 5, light: '#8a7fc4', dark: '#3f9fb5' },
  { name: 'Older', maxYears: Number.POSITIVE_INFINITY, light: '#b7a6b0', dark: '#6a62a8' },
]
const UNDATED = { name: 'Date unknown', light: '#8d8b80', dark: '#77796f' }

const KINDS = [
  { name: '360°', isPano: true, light: '#7a3fb0', dark: '#c79bf2' },
  { name: 'Flat', isPano: false, light: '#2c7a5a', dark: '#63b58a' },
]

/** What the legend says, in its order. */
export function legendOf(colouring: Colouring, palette: Palette): { name: string; colour: string }[] {
  if (colouring === 'age') return [...AGES, UNDATED].map((entry) => ({ name: entry.name, colour: entry[palette.name] }))
  if (colouring === 'kind') return KINDS.map((entry) => ({ name: entry.name, colour: entry[palette.name] }))
  if (colouring === 'viewpoints') {
    return [
      { name: 'Marked as worth the trip', colour: palette.viewpoint },
      { name: 'Not marked yet', colour: palette.pathSoft },
    ]
  }
  return []
}

/** The colour of a photo or a sequence; `panoField` is what its layer calls the kind. */
export function colourOf(
  colouring: Colouring,
  palette: Palette,
  { now, panoField }: { now: number; panoField: 'pano' | 'is_pano' },
): string | ExpressionSpecification {
  if (colouring === 'viewpoints') return palette.pathSoft
  if (colouring === 'kind') {
    const [pano, flat] = KINDS
    return ['case', ['to-boolean', ['get', panoField]], pano?.[palette.name] ?? '', flat?.[palette.name] ?? '']
  }
  if (colouring === 'plain') return palette.path
  const [newest, ...older] = AGES
  const steps = older.toReversed().flatMap(({ maxYears }, index) => {
    // A step starts where the older group ends.
    const younger = AGES[AGES.length - 2 - index]
    return [now - (younger?.maxYears ?? maxYears) * YEAR_MS, younger?.[palette.name] ?? newest?.[palette.name] ?? '']
  })
  const captured: ExpressionSpecification = ['to-number', ['get', 'captured_at'], -1]
  return [
    'case',
    ['!', ['has', 'captured_at']],
    UNDATED[palette.name],
    ['step', captured, AGES.at(-1)?.[palette.name] ?? '', ...steps],
  ] as ExpressionSpecification
}
