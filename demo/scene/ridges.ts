import { hash, random } from '../random'
import type { Camera } from './camera'
import type { Canvas } from './canvas'
import { type Color, mix, shade } from './color'
import type { Point } from './geometry'
import type { Ridge } from './themes'

/** Draws what closes the view, far to near; returns the outline of each for the skyline. */
export function drawRidges(camera: Camera, canvas: Canvas, ridges: Ridge[], horizon: Color, seed: string): Point[][] {
  const columns = camera.isPanorama ? 480 : 260
  const xs = Array.from({ length: columns + 1 }, (_, i) => (i / columns) * camera.width)
  return ridges.map((ridge, i) => {
    const heightAt = ridgeHeight(ridge, `${seed}:ridge:${i}`)
    const at = (x: number, elevation: number): Point => [x, camera.direction(camera.bearingAt(x), elevation)[1]]
    const crest = xs.map((x) => at(x, heightAt(camera.bearingAt(x))))
    const close = (line: Point[]): Point[] => [...line, [camera.width, camera.horizonY + 2], [0, camera.horizonY + 2]]
    const outline = close(crest)
    canvas.fill([outline], {
      color: mix(ridge.color, horizon, 0.08),
      to: mix(ridge.color, horizon, i === ridges.length - 1 ? 0.35 : 0.6),
      axis: 'y',
    })
    if (ridge.shape === 'peaks') {
      if (ridge.snow) drawSnow(canvas, xs, ridge, heightAt, camera, at)
      const folds = xs.map((x) => at(x, heightAt(camera.bearingAt(x) + 0.035) * 0.82))
      canvas.fill([close(folds)], shade(ridge.color, -0.16), 0.22)
    }
    return outline
  })
}

function drawSnow(
  canvas: Canvas,
  xs: number[],
  ridge: Ridge,
  heightAt: (bearing: number) => number,
  camera: Camera,
  at: (x: number, elevation: number) => Point,
): void {
  const line = ridge.height * 0.5
  const top = xs.map((x) => at(x, heightAt(camera.bearingAt(x))))
  const bottom = xs.map((x) => {
    const bearing = camera.bearingAt(x)
    const tongues = 0.12 * Math.abs(((bearing * 23) % 2) - 1) + 0.08 * Math.abs(((bearing * 57 + 0.3) % 2) - 1)
    const height = heightAt(bearing)
    return at(x, Math.min(height, line + ridge.height * tongues + (height - line) * 0.25))
  })
  canvas.fill([[...top, ...bottom.reverse()]], { color: '#ffffff', to: '#dfe9f3', axis: 'y' }, 0.95)
}

/** Heights (radians) over the bearing; whole numbers of waves around, so that the ring closes. */
function ridgeHeight({ height, shape }: Ridge, seed: string): (bearing: number) => number {
  const next = random(seed)
  const phases = Array.from({ length: 6 }, () => next() * 2 * Math.PI)
  const wave = (bearing: number, times: number, i: number) => Math.sin(bearing * times + (phases[i] ?? 0))
  const fold = (bearing: number, times: number, i: number) => 1 - Math.abs(wave(bearing, times / 2, i))
  switch (shape) {
    case 'peaks':
      return (b) =>
        height *
        (0.16 +
          0.34 * fold(b, 6, 0) +
          0.26 * fold(b, 14, 1) +
          0.15 * fold(b, 34, 2) +
          0.06 * fold(b, 78, 3) +
          0.03 * fold(b, 170, 4))
    case 'hills':
      return (b) =>
        height * (0.5 + 0.24 * wave(b, 3, 0) + 0.16 * wave(b, 7, 1) + 0.07 * wave(b, 17, 2) + 0.02 * wave(b, 61, 3))
    case 'treetops':
      return (b) =>
        height *
        (0.55 +
          0.14 * wave(b, 9, 0) +
          0.14 * Math.abs(wave(b, 41, 1)) +
          0.1 * Math.abs(wave(b, 73, 2)) +
          0.05 * Math.abs(wave(b, 151, 3)))
    case 'roofs':
      return (b) => {
        const cell = Math.floor((((b / (2 * Math.PI)) % 1) + 1) * 150)
        const block = hash(`${seed}:${cell % 150}`)
        return height * (0.45 + ((block % 100) / 100) * 0.45 + (block % 13 === 0 ? 0.4 : 0))
      }
  }
}
