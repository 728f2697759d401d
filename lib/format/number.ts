import { FOOT, type Units } from './units'

const COUNT = new Intl.NumberFormat('en-GB')
const PLAIN = new Intl.NumberFormat('en-US', { useGrouping: false, maximumFractionDigits: 20, signDisplay: 'negative' })

/** A number for files and addresses: plain digits, never `5e-7` or `-0`; nothing for what is no finite number. */
export function formatDecimal(value: number): string {
  if (!Number.isFinite(value)) return ''
  const text = String(value)
  return text.includes('e') ? PLAIN.format(value) : text
}

/** Degrees with six digits after the point, about a tenth of a metre, for addresses of maps: `-0.000001`, `47.250000`. */
export function formatDegrees(degrees: number): string {
  const text = degrees.toFixed(6)
  return Number(text) === 0 ? '0.000000' : text
}

/** `1,204` */
export function formatCount(count: number): string {
  return COUNT.format(count)
}

/** `1 photo`, `1,204 photos` */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${COUNT.format(count)} ${count === 1 ? one : many}`
}

/** Lengths as people say them, of metres: `640 m`, `3.2 km`, `128 km`; `2,100 ft`, `2.0 mi`. */
export function formatLength(meters: number, units: Units = 'metric'): string {
  const { small, large, perSmall, perLarge, largeFrom } = SCALES[units]
  if (meters < largeFrom) return `${COUNT.format(Math.round(meters / perSmall))} ${small}`
  const value = meters / perLarge
  return `${value < 99.95 ? value.toFixed(1) : COUNT.format(Math.round(value))} ${large}`
}

/** Distances that people choose, without a needless zero: `2 km`, `2.5 km`, `30 mi`. */
export function formatRadius(meters: number, units: Units = 'metric'): string {
  return formatLength(meters, units).replace('.0 ', ' ')
}

/** Altitudes and climbs, which people say in the small unit however large: `1,204 m`, `3,950 ft`. */
export function formatHeight(meters: number, units: Units = 'metric'): string {
  const { small, perSmall } = SCALES[units]
  return `${COUNT.format(Math.round(meters / perSmall))} ${small}`
}

/** What was measured to tenths of a metre: `1204.3 m`, `3,951 ft`. */
export function formatMeasured(meters: number, units: Units = 'metric'): string {
  return units === 'metric' ? `${meters.toFixed(1)} m` : formatHeight(meters, units)
}

const SCALES = {
  metric: { small: 'm', large: 'km', perSmall: 1, perLarge: 1000, largeFrom: 995 },
  imperial: { small: 'ft', large: 'mi', perSmall: FOOT, perLarge: 1609.344, largeFrom: 805 }, // half a mile
} satisfies Record<Units, object>

/** Bytes in steps of 1000: `812 B`, `4.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return `${step === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[step]}`
}

/** A span of time to the two largest units: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}
