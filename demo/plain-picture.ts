import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import type { DemoPhoto } from './world'

const COLUMNS = 3
const ROWS = 2

/** Fields of colours that no other photo has: for tests that need a file, not a scene. A scene takes a hundred times as long to draw. */
export function drawPlain({ key, sequence }: DemoPhoto, width: number): Sharp {
  const colours = createHash('sha256')
    .update(key)
    .digest()
    .subarray(0, COLUMNS * ROWS * 3)
  const height = Math.round(sequence.isPanorama ? width / 2 : width * 0.75)
  return sharp(colours, { raw: { width: COLUMNS, height: ROWS, channels: 3 } }).resize(width, height, {
    fit: 'fill',
    kernel: 'nearest',
  })
}
