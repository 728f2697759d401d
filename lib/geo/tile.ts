/** Tiles end at z16, which holds every photo; maps stretch them beyond. */
export const MAX_TILE_ZOOM = 16

/** Tiles with the names of places end here, where each holds all of its few; maps stretch them beyond. */
export const MAX_PLACE_ZOOM = 9

/** Units along one side of a vector tile. */
export const TILE_EXTENT = 4096

export type TileCoord = { z: number; x: number; y: number }
