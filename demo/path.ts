import { hash, noise } from './random'

/** Where the path is at a station: metres east and north of the sequence's origin. */
export type Frame = { x: number; y: number; heading: number } // heading: radians clockwise from north

export type Path = {
  bearing: number // radians clockwise from north: where it leads on the whole
  frame(stationM: number): Frame
}

const MARGIN_M = 420 // the path goes on before the first and after the last photo
const WAVES = [
  { lengthM: 190, share: 0.7 },
  { lengthM: 62, share: 0.3 },
]

/** A smooth seeded curve that bends by at most bendDegrees from its bearing, so it never meets itself. */
export function createPath(seed: string, bearingDegrees: number, lengthM: number, bendDegrees: number): Path {
  const bearing = (bearingDegrees * Math.PI) / 180
  const bend = (bendDegrees * Math.PI) / 180
  const seeds = WAVES.map((_, i) => hash(`${seed}:wave:${i}`) % 100_000)
  const headingAt = (stationM: number) =>
    WAVES.reduce((sum, wave, i) => sum + bend * wave.share * noise(seeds[i] ?? 0, stationM / wave.lengthM), bearing)

  const count = Math.ceil(lengthM) + 2 * MARGIN_M + 2
  const xs = new Float64Array(count)
  const ys = new Float64Array(count)
  for (let i = 1; i < count; i++) {
    const heading = headingAt(i - 0.5 - MARGIN_M)
    xs[i] = (xs[i - 1] ?? 0) + Math.sin(heading)
    ys[i] = (ys[i - 1] ?? 0) + Math.cos(heading)
  }
  const startX = xs[MARGIN_M] ?? 0
  const startY = ys[MARGIN_M] ?? 0

  function frame(stationM: number): Frame {
    const place = Math.min(Math.max(stationM + MARGIN_M, 0), count - 1.001)
    const i = Math.floor(place)
    const part = place - i
    const x = (xs[i] ?? 0) * (1 - part) + (xs[i + 1] ?? 0) * part
    const y = (ys[i] ?? 0) * (1 - part) + (ys[i + 1] ?? 0) * part
    return { x: x - startX, y: y - startY, heading: headingAt(stationM) }
  }
  return { bearing, frame }
}

/** A point beside the path: positive sideM is to the right when going forward. */
export function beside(frame: Frame, sideM: number): [x: number, y: number] {
  return [frame.x + Math.cos(frame.heading) * sideM, frame.y - Math.sin(frame.heading) * sideM]
}
