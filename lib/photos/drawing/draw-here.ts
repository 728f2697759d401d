import { drawInner, drawOriginal, drawPreview, drawWebp } from './draw'
import { drawBlurred } from './draw-blurred'
import { drawTiles } from './draw-tiles'
import type { Drawer } from './types'

/** Draws in this very process: for the drawing process itself, and where there is none. */
export const drawHere: Drawer = { drawOriginal, drawInner, drawPreview, drawBlurred, drawWebp, drawTiles }
