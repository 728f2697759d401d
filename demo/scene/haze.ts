import type { Camera } from './camera'
import type { Canvas, Fill } from './canvas'
import { type Color, mix, shade } from './color'

/** How much of a thing's own color the air takes away. */
export type Haze = { color: Color; amountAt(distanceM: number): number }

export function hazeOf(color: Color, visibilityM: number): Haze {
  return { color, amountAt: (distanceM) => 0.8 * (1 - Math.exp(-((distanceM / visibilityM) ** 1.25))) }
}

export function hazy(fill: Fill, haze: Haze, amount: number): Fill {
  if (amount < 0.02) return fill
  if (typeof fill === 'string') return mix(fill, haze.color, amount)
  return { color: mix(fill.color, haze.color, amount), to: mix(fill.to, haze.color, amount), axis: fill.axis }
}

const STOPS = [0, 0.004, 0.012, 0.03, 0.06, 0.12, 0.25, 0.5, 1]

/** Flat ground of one color, as it fades toward the horizon. */
export function groundFill(camera: Camera, canvas: Canvas, color: Color, haze: Haze): Fill {
  const { horizonY, height } = camera
  return canvas.verticalGradient(
    STOPS.map((part) => {
      const y = horizonY + part * (height - horizonY)
      const near = shade(color, 0.06 - 0.16 * part)
      return { at: y / height, color: mix(near, haze.color, haze.amountAt(camera.groundDistanceAt(y))) }
    }),
  )
}
