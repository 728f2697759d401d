/** Tiles end at z16, which holds every photo; maps stretch them beyond. */
export const MAX_TILE_ZOOM = 16

/** Tiles with the names of places end here, where each holds all of its few; maps stretch them beyond. */
export const MAX_PLACE_ZOOM = 9

/** Coasts and borders of the bundled ground come as tiles from here on, and end where more zoom would show no more of them. */
export const MIN_GROUND_ZOOM = 6
export const MAX_GROUND_ZOOM = 8

/** The same tiles hold lakes and rivers, from here on. */
export const MIN_WATER_ZOOM = 2

/** Units along one side of a vector tile. */
export const TILE_EXTENT = 4096

export type TileCoord = { z: number; x: number; y: number }
