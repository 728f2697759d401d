export type Units = 'metric' | 'imperial'

/** Read by the root layout, so that the first paint already has the right units. */
export const UNITS_COOKIE = 'units'

export function parseUnits(text: string | undefined): Units {
  return text === 'imperial' ? 'imperial' : 'metric'
}
