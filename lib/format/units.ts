export type Units = 'metric' | 'imperial'

/** A foot in metres: what heights are given in by who chose miles. */
export const FOOT = 0.3048

/** Read by the root layout, so that the first paint already has the right units. */
export const UNITS_COOKIE = 'units'

export function parseUnits(text: string | undefined): Units {
  return text === 'imperial' ? 'imperial' : 'metric'
}
