/**
 * A ground of the map that people can choose. `light` and `dark` are addresses of MapLibre styles, of Protomaps archives, or of raster tiles
 * (with `{z}`, `{x}` and `{y}`); null is the ground that comes with the product.
 */
export type MapGround = { name: string; light: string | null; dark: string | null }

/** Coasts, borders and names of countries: needs nothing from outside. */
export const PLAIN_GROUND: MapGround = { name: 'Plain', light: null, dark: null }
