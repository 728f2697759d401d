export type Color = string // #rrggbb

function channels(color: Color): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}

/** From one color to another; part 0 is all of the first. */
export function mix(from: Color, to: Color, part: number): Color {
  const a = channels(from)
  const b = channels(to)
  const blend = (i: 0 | 1 | 2) => Math.round(a[i] + (b[i] - a[i]) * Math.min(1, Math.max(0, part)))
  return `#${((1 << 24) | (blend(0) << 16) | (blend(1) << 8) | blend(2)).toString(16).slice(1)}`
}

/** Lighter (amount above 0) or darker (below 0); shadows lean to blue, lights to yellow, as outdoors. */
export function shade(color: Color, amount: number): Color {
  return amount >= 0 ? mix(color, '#fff4d6', amount) : mix(color, '#1d2740', -amount)
}
