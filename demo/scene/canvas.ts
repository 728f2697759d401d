import type { Color } from './color'
import type { Point } from './geometry'

export type Stop = { at: number; color: Color; opacity?: number }

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

/** Collects shapes in painter's order and writes them as SVG. */
export function createCanvas(width: number, height: number): Canvas {
  const definitions = new Map<string, string>()
  const body: string[] = []

  function define(markup: string): string {
    const known = definitions.get(markup)
    if (known) return known
    const reference = `url(#g${definitions.size})`
    definitions.set(markup, reference)
    return reference
  }
  function paint(fill: Fill): string {
    if (typeof fill === 'string') return fill
    const end = fill.axis === 'x' ? 'x2="1" y2="0"' : 'x2="0" y2="1"'
    return define(`${end}>${stop({ at: 0, color: fill.color })}${stop({ at: 1, color: fill.to })}`)
  }

  return {
    fill(outlines, fill, opacity = 1) {
      if (outlines.length === 0) return
      const faded = opacity < 1 ? ` fill-opacity="${opacity.toFixed(2)}"` : ''
      body.push(`<path fill="${paint(fill)}"${faded} d="${outlines.map((line) => `${trace(line)}Z`).join('')}"/>`)
    },
    stroke(lines, color, strokeWidth, isClosed = false) {
      if (lines.length === 0 || strokeWidth < 0.15) return
      const d = lines.map((line) => trace(line) + (isClosed ? 'Z' : '')).join('')
      body.push(`<path fill="none" stroke="${color}" stroke-width="${strokeWidth.toFixed(2)}" d="${d}"/>`)
    },
    verticalGradient: (stops) =>
      define(`gradientUnits="userSpaceOnUse" x2="0" y2="${height}">${stops.map(stop).join('')}`),
    raw: (markup) => body.push(markup),
    svg(pixelWidth) {
      const gradients = [...definitions].map(
        ([markup, reference]) => `<linearGradient id="${reference.slice(5, -1)}" ${markup}</linearGradient>`,
      )
      const size = `width="${pixelWidth}" height="${Math.round((pixelWidth * height) / width)}"`
      return `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" stroke-linejoin="round" stroke-linecap="round"><defs>${gradients.join('')}</defs>${body.join('')}</svg>`
    },
  }
}

const stop = ({ at, color, opacity = 1 }: Stop) =>
  `<stop offset="${at.toFixed(4)}" stop-color="${color}"${opacity < 1 ? ` stop-opacity="${opacity}"` : ''}/>`

const tenth = (value: number) => Math.round(value * 10) / 10

function trace(line: readonly Point[]): string {
  let d = ''
  for (const [x, y] of line) d += `${d ? 'L' : 'M'}${tenth(x)} ${tenth(y)}`
  return d
}
