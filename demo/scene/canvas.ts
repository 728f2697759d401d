import type { Color } from './color'
import type { Point } from './geometry'

type Stop = { at: number; color: Color; opacity?: number }

/** How to fill: a plain color, or from `color` to `to` down (y) or across (x) the shape's own box. */
export type Fill = Color | { color: Color; to: Color; axis: 'x' | 'y' }

export type Canvas = {
  fill(outlines: readonly (readonly Point[])[], fill: Fill, opacity?: number): void
  stroke(lines: readonly (readonly Point[])[], color: Color, width: number, isClosed?: boolean): void
  /** Registers a gradient over the whole picture, top to bottom; returns the fill for it. */
  verticalGradient(stops: Stop[]): Fill
  raw(markup: string): void
  svg(pixelWidth: number): string
}

/** Collects shapes in painter's order; they become SVG only when asked for, since detections need none. */
export function createCanvas(width: number, height: number): Canvas {
  const body: ((define: Define) => string)[] = []
  const backgrounds: string[] = []

  return {
    fill(outlines, fill, opacity = 1) {
      if (outlines.length === 0) return
      const faded = opacity < 1 ? ` fill-opacity="${opacity.toFixed(2)}"` : ''
      body.push((define) => `<path fill="${paint(fill, define)}"${faded} d="${trace(outlines, true)}"/>`)
    },
    stroke(lines, color, strokeWidth, isClosed = false) {
      if (lines.length === 0 || strokeWidth < 0.15) return
      const look = `fill="none" stroke="${color}" stroke-width="${strokeWidth.toFixed(2)}"`
      body.push(() => `<path ${look} d="${trace(lines, isClosed)}"/>`)
    },
    verticalGradient(stops) {
      const id = `v${backgrounds.length}`
      const extent = `gradientUnits="userSpaceOnUse" x2="0" y2="${height}"`
      backgrounds.push(`<linearGradient id="${id}" ${extent}>${stops.map(stop).join('')}</linearGradient>`)
      return `url(#${id})`
    },
    raw: (markup) => body.push(() => markup),
    svg(pixelWidth) {
      const gradients = new Map<string, string>()
      const define: Define = (markup) => {
        const id = gradients.get(markup) ?? `g${gradients.size}`
        gradients.set(markup, id)
        return `url(#${id})`
      }
      const shapes = body.map((write) => write(define))
      const boxed = [...gradients].map(([markup, id]) => `<linearGradient id="${id}" ${markup}</linearGradient>`)
      const size = `width="${pixelWidth}" height="${Math.round((pixelWidth * height) / width)}"`
      const joints = 'stroke-linejoin="round" stroke-linecap="round"'
      const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" ${joints}>`
      return [head, '<defs>', ...backgrounds, ...boxed, '</defs>', ...shapes, '</svg>'].join('')
    },
  }
}

type Define = (gradient: string) => string

function paint(fill: Fill, define: Define): string {
  if (typeof fill === 'string') return fill
  const end = fill.axis === 'x' ? 'x2="1" y2="0"' : 'x2="0" y2="1"'
  return define(`${end}>${stop({ at: 0, color: fill.color })}${stop({ at: 1, color: fill.to })}`)
}

const stop = ({ at, color, opacity = 1 }: Stop) =>
  `<stop offset="${at.toFixed(4)}" stop-color="${color}"${opacity < 1 ? ` stop-opacity="${opacity}"` : ''}/>`

const tenth = (value: number) => Math.round(value * 10) / 10

function trace(lines: readonly (readonly Point[])[], isClosed: boolean): string {
  const words: (string | number)[] = []
  for (const line of lines) {
    let command = 'M'
    for (const [x, y] of line) {
      words.push(command, tenth(x), ' ', tenth(y))
      command = 'L'
    }
    if (isClosed) words.push('Z')
  }
  return words.join('')
}
