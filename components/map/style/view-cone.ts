import type { Palette } from './palette'

const SIZE = 96 // pixels, drawn at a pixel ratio of 2
const HALF_ANGLE = Math.PI / 6

/** The name of the picture of what a camera sees: a cone that opens to the north and fades. */
export function viewConeName(palette: Palette): string {
  return `view-cone-${palette.name}`
}

/** Draws it; null where there is no canvas. */
export function drawViewCone(palette: Palette): ImageData | null {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const context = canvas.getContext('2d')
  if (!context) return null
  const middle = SIZE / 2
  const fading = context.createRadialGradient(middle, middle, 0, middle, middle, middle)
  fading.addColorStop(0.2, `${palette.path}d9`)
  fading.addColorStop(1, `${palette.path}00`)
  context.fillStyle = fading
  context.moveTo(middle, middle)
  context.arc(middle, middle, middle, -Math.PI / 2 - HALF_ANGLE, -Math.PI / 2 + HALF_ANGLE)
  context.fill()
  return context.getImageData(0, 0, SIZE, SIZE)
}
