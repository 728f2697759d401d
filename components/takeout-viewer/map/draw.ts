import { colourOf } from '@/components/takeout-viewer/theme'
import { type MercatorPoint, toLngLat, toMercator } from '@/lib/geo/mercator'
import { type Camera, project, type Size, unproject } from './camera'
import type { Coast } from './land'

export type MapLine = { sequenceId: number; path: MercatorPoint[] }
type MapDot = { n: number; point: MercatorPoint }
export type Pin = { point: MercatorPoint; heading: number | null } // where one stands, and looks to

export type Scene = {
  coasts: Coast[]
  lines: MapLine[]
  highlighted: number | null // a sequence
  dots: MapDot[]
  pin: Pin | null
}

const MOST_EXACT_WORLD = 256 * 2 ** 11 // nearer than that the coasts would be wrong
const SHORTEST_LINE = 9 // pixels: what is shorter is drawn as a dot
const MOST_DOTS = 4_000 // beyond that they would be one line
const GRID_STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001]
const GRID_PIXELS = 130

export function drawScene(context: CanvasRenderingContext2D, camera: Camera, size: Size, scene: Scene): void {
  const isFar = camera.world <= MOST_EXACT_WORLD
  context.fillStyle = colourOf(isFar ? 'water' : 'land')
  context.fillRect(0, 0, size.width, size.height)
  if (isFar) drawLand(context, camera, size, scene.coasts)
  drawGrid(context, camera, size)
  context.lineJoin = context.lineCap = 'round'
  for (const line of scene.lines)
    if (line.sequenceId !== scene.highlighted) drawLine(context, camera, size, line.path, 2.5, colourOf('accent'))
  for (const line of scene.lines)
    if (line.sequenceId === scene.highlighted)
      drawLine(context, camera, size, line.path, 4.5, colourOf('accent-strong'))
  drawDots(context, camera, size, scene.dots)
  if (scene.pin) drawPin(context, project(camera, size, scene.pin.point), scene.pin.heading)
}

function drawLand(context: CanvasRenderingContext2D, camera: Camera, size: Size, coasts: Coast[]): void {
  const [left, top] = unproject(camera, size, [0, 0])
  const [right, bottom] = unproject(camera, size, [size.width, size.height])
  context.beginPath()
  for (const turn of [-1, 0, 1])
    for (const { points, west, east, north, south } of coasts) {
      if (east + turn < left || west + turn > right || south < top || north > bottom) continue
      points.forEach(([x, y], index) => {
        const [px, py] = project(camera, size, [x + turn, y])
        if (index === 0) context.moveTo(px, py)
        else context.lineTo(px, py)
      })
      context.closePath()
    }
  context.fillStyle = colourOf('land')
  context.strokeStyle = colourOf('coast')
  context.lineWidth = 1
  context.fill('evenodd')
  context.stroke()
}

/** Meridians and parallels with their degrees: where the map has no names they say where one is. */
function drawGrid(context: CanvasRenderingContext2D, camera: Camera, size: Size): void {
  const degrees = (GRID_PIXELS / camera.world) * 360
  const step = GRID_STEPS.findLast((each) => each >= degrees) ?? 30
  const digits = Math.max(0, Math.ceil(-Math.log10(step)))
  const [west, north] = toLngLat(unproject(camera, size, [0, 0]))
  const [east, south] = toLngLat(unproject(camera, size, [size.width, size.height]))
  context.strokeStyle = colourOf('grid')
  context.fillStyle = colourOf('ink-faint')
  context.lineWidth = 1
  context.font = '11px system-ui, sans-serif'
  for (let lng = Math.ceil(west / step) * step; lng <= east; lng += step) {
    const x = Math.round(project(camera, size, toMercator([lng, 0]))[0]) + 0.5
    stroke(context, [x, 0], [x, size.height])
    context.fillText(words(lng, digits, 'E', 'W'), x + 4, size.height - 6)
  }
  for (let lat = Math.max(-80, Math.ceil(south / step) * step); lat <= Math.min(84, north); lat += step) {
    const y = Math.round(project(camera, size, toMercator([0, lat]))[1]) + 0.5
    stroke(context, [0, y], [size.width, y])
    if (y < size.height - 24) context.fillText(words(lat, digits, 'N', 'S'), 6, y - 4)
  }
}

function words(degrees: number, digits: number, positive: string, negative: string): string {
  const turned = Math.abs(degrees) > 180 ? degrees - 360 * Math.round(degrees / 360) : degrees
  const text = Math.abs(turned).toFixed(digits)
  return `${text}°${Number(text) === 0 ? '' : ` ${turned < 0 ? negative : positive}`}`
}

function stroke(context: CanvasRenderingContext2D, from: [number, number], to: [number, number]): void {
  context.beginPath()
  context.moveTo(...from)
  context.lineTo(...to)
  context.stroke()
}

function drawLine(
  context: CanvasRenderingContext2D,
  camera: Camera,
  size: Size,
  path: MercatorPoint[],
  width: number,
  colour: string,
): void {
  const points = path.map((point) => project(camera, size, point))
  const [first] = points
  if (!first) return
  if (points.every(([x, y]) => Math.hypot(x - first[0], y - first[1]) < SHORTEST_LINE)) {
    drawSpot(context, first, 2 + width, colour)
    return
  }
  context.beginPath()
  context.moveTo(...first)
  for (const point of points.slice(1)) context.lineTo(...point)
  context.strokeStyle = colourOf('halo')
  context.lineWidth = width + 3
  context.stroke()
  context.strokeStyle = colour
  context.lineWidth = width
  context.stroke()
}

function drawSpot(context: CanvasRenderingContext2D, [x, y]: [number, number], radius: number, colour: string): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = colour
  context.strokeStyle = colourOf('halo')
  context.lineWidth = 2.5
  context.stroke()
  context.fill()
}

function drawDots(context: CanvasRenderingContext2D, camera: Camera, size: Size, dots: MapDot[]): void {
  const every = Math.ceil(dots.length / MOST_DOTS)
  context.fillStyle = colourOf('surface')
  context.strokeStyle = colourOf('accent-strong')
  context.lineWidth = 1.5
  let last: [number, number] = [-99, -99]
  for (let index = 0; index < dots.length; index += every) {
    const dot = dots[index]
    if (!dot) continue
    const [x, y] = project(camera, size, dot.point)
    const isOutside = x < -9 || y < -9 || x > size.width + 9 || y > size.height + 9
    if (isOutside || Math.hypot(x - last[0], y - last[1]) < 9) continue
    last = [x, y]
    context.beginPath()
    context.arc(x, y, 3.5, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}

function drawPin(context: CanvasRenderingContext2D, [x, y]: [number, number], heading: number | null): void {
  context.fillStyle = colourOf('viewpoint')
  if (heading !== null) {
    const up = ((heading - 90) * Math.PI) / 180
    context.globalAlpha = 0.35
    context.beginPath()
    context.moveTo(x, y)
    context.arc(x, y, 42, up - 0.5, up + 0.5)
    context.fill()
    context.globalAlpha = 1
  }
  context.strokeStyle = colourOf('surface')
  context.lineWidth = 3
  context.beginPath()
  context.arc(x, y, 7, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
}
