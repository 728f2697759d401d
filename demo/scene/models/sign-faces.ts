import type { Color } from '../color'
import type { Point } from '../geometry'
import { polygon } from './plants'

/** The face of a traffic sign in its own plane: metres from its middle, y up. */
export type SignFace = {
  outline: Point[]
  layers: { outlines: Point[][]; color: Color }[]
  strokes: { lines: Point[][]; color: Color; widthM: number }[]
}

const RED = '#c8202b'
const BLUE = '#1c5fae'
const WHITE = '#fbfbf8'
const BLACK = '#22252b'
const YELLOW = '#f3c522'

const disc = polygon([0, 0], 0.38, 32)
const octagon = polygon([0, 0], 0.42, 8, Math.PI / 8)
const triangleUp = polygon([0, -0.06], 0.48, 3, Math.PI / 2)
const triangleDown = polygon([0, 0.06], 0.48, 3, -Math.PI / 2)
const diamond = polygon([0, 0], 0.5, 4, Math.PI / 2)
const square = rectangle(0.35, 0.35)

function rectangle(halfWidth: number, halfHeight: number): Point[] {
  return [
    [-halfWidth, -halfHeight],
    [halfWidth, -halfHeight],
    [halfWidth, halfHeight],
    [-halfWidth, halfHeight],
  ]
}
const scaled = (ring: Point[], by: number) => ring.map(([x, y]): Point => [x * by, y * by])
const shrunk = (ring: Point[], by: number) => {
  const cy = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length
  return ring.map(([x, y]): Point => [x * by, cy + (y - cy) * by])
}
const moved = (lines: Point[][], dx: number, dy: number, by = 1) =>
  lines.map((line) => line.map(([x, y]): Point => [x * by + dx, y * by + dy]))

const face = (outline: Point[], rings: [by: number, color: Color][], strokes: SignFace['strokes'] = []): SignFace => ({
  outline,
  layers: rings.map(([by, color]) => ({ outlines: [shrunk(outline, by)], color })),
  strokes,
})

// Letters and digits as strokes in a box 1 wide and 2 high, so that no font is needed.
const GLYPHS: Record<string, Point[][]> = {
  S: [
    [
      [1, 1.8],
      [0.7, 2],
      [0.3, 2],
      [0, 1.7],
      [0, 1.3],
      [1, 0.7],
      [1, 0.3],
      [0.7, 0],
      [0.3, 0],
      [0, 0.2],
    ],
  ],
  T: [
    [
      [0, 2],
      [1, 2],
    ],
    [
      [0.5, 2],
      [0.5, 0],
    ],
  ],
  O: [
    [
      [0.5, 2],
      [0.1, 1.7],
      [0, 1],
      [0.1, 0.3],
      [0.5, 0],
      [0.9, 0.3],
      [1, 1],
      [0.9, 1.7],
      [0.5, 2],
    ],
  ],
  P: [
    [
      [0, 0],
      [0, 2],
      [0.7, 2],
      [1, 1.75],
      [1, 1.25],
      [0.7, 1],
      [0, 1],
    ],
  ],
  '3': [
    [
      [0, 1.8],
      [0.4, 2],
      [0.9, 1.8],
      [0.9, 1.3],
      [0.4, 1.05],
      [1, 0.75],
      [1, 0.25],
      [0.5, 0],
      [0, 0.2],
    ],
  ],
  '5': [
    [
      [0.95, 2],
      [0.15, 2],
      [0.05, 1.15],
      [0.6, 1.25],
      [1, 0.9],
      [1, 0.35],
      [0.6, 0],
      [0, 0.15],
    ],
  ],
  '8': [
    [
      [0.5, 1.05],
      [0.1, 1.35],
      [0.1, 1.75],
      [0.5, 2],
      [0.9, 1.75],
      [0.9, 1.35],
      [0.5, 1.05],
      [0, 0.7],
      [0, 0.25],
      [0.5, 0],
      [1, 0.25],
      [1, 0.7],
      [0.5, 1.05],
    ],
  ],
  '0': [
    [
      [0.5, 2],
      [0.1, 1.7],
      [0, 1],
      [0.1, 0.3],
      [0.5, 0],
      [0.9, 0.3],
      [1, 1],
      [0.9, 1.7],
      [0.5, 2],
    ],
  ],
}

function text(word: string, size: number, widthM: number, color: Color): SignFace['strokes'] {
  const step = size * 1.55
  const start = (-(word.length - 1) * step - size) / 2
  const lines = [...word].flatMap((letter, i) => moved(GLYPHS[letter] ?? [], start + i * step, -size, size))
  return [{ lines, color, widthM }]
}

const speedLimit = (limit: string) =>
  face(
    disc,
    [
      [1, WHITE],
      [0.97, RED],
      [0.74, WHITE],
    ],
    text(limit, 0.15, 0.055, BLACK),
  )
const walker: Point[][] = [
  [
    [0, 0.1],
    [-0.02, -0.05],
    [-0.12, -0.2],
  ],
  [
    [-0.02, -0.05],
    [0.06, -0.12],
    [0.1, -0.2],
  ],
  [
    [-0.1, -0.02],
    [0, 0.09],
    [0.11, 0.02],
  ],
  [
    [0, 0.19],
    [0.005, 0.195],
  ],
]
const wheel = (x: number) => [...polygon([x, -0.06], 0.1, 14), [x + 0.1, -0.06] as const]
const bicycle: Point[][] = [
  wheel(-0.15),
  wheel(0.15),
  [
    [-0.15, -0.06],
    [-0.06, 0.1],
    [0.1, 0.1],
    [0.15, -0.06],
  ],
  [
    [-0.06, 0.1],
    [0, -0.06],
    [0.1, 0.1],
  ],
  [
    [0.06, 0.16],
    [0.1, 0.1],
  ],
]
const bend: Point[][] = [
  [
    [0.1, -0.2],
    [0.1, -0.03],
    [-0.09, 0.08],
    [-0.09, 0.17],
  ],
  [
    [-0.16, 0.1],
    [-0.09, 0.19],
    [-0.02, 0.1],
  ],
]
const mirrored = (lines: Point[][]) => lines.map((line) => line.map(([x, y]): Point => [-x, y]))
const warning = (lines: Point[][]) =>
  face(
    diamond,
    [
      [1, BLACK],
      [0.96, YELLOW],
    ],
    [{ lines, color: BLACK, widthM: 0.055 }],
  )

/** Faces by Mapillary's names of the signs. */
export const SIGN_FACES: Record<string, SignFace> = {
  'regulatory--stop--g1': face(
    octagon,
    [
      [1, WHITE],
      [0.93, RED],
    ],
    text('STOP', 0.105, 0.042, WHITE),
  ),
  'regulatory--no-entry--g1': {
    ...face(disc, [
      [1, WHITE],
      [0.97, RED],
    ]),
    strokes: [
      {
        lines: [
          [
            [-0.2, 0],
            [0.2, 0],
          ],
        ],
        color: WHITE,
        widthM: 0.12,
      },
    ],
  },
  'regulatory--yield--g1': face(triangleDown, [
    [1, RED],
    [0.66, WHITE],
  ]),
  'regulatory--maximum-speed-limit-30--g1': speedLimit('30'),
  'regulatory--maximum-speed-limit-50--g1': speedLimit('50'),
  'regulatory--maximum-speed-limit-80--g1': speedLimit('80'),
  'regulatory--pedestrians-only--g1': face(
    disc,
    [
      [1, WHITE],
      [0.96, BLUE],
    ],
    [{ lines: walker, color: WHITE, widthM: 0.06 }],
  ),
  'regulatory--bicycles-only--g1': face(
    disc,
    [
      [1, WHITE],
      [0.96, BLUE],
    ],
    [{ lines: bicycle, color: WHITE, widthM: 0.03 }],
  ),
  'information--pedestrians-crossing--g1': {
    outline: square,
    layers: [
      { outlines: [square], color: WHITE },
      { outlines: [scaled(square, 0.95)], color: BLUE },
      { outlines: [shrunk(triangleUp, 0.58)], color: WHITE },
    ],
    strokes: [{ lines: moved(walker, 0, -0.04, 0.62), color: BLACK, widthM: 0.03 }],
  },
  'information--parking--g1': face(
    square,
    [
      [1, WHITE],
      [0.95, BLUE],
    ],
    text('P', 0.22, 0.08, WHITE),
  ),
  'warning--curve-left--g1': warning(bend),
  'warning--curve-right--g1': warning(mirrored(bend)),
}
