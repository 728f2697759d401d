import type { StyleSpecification } from 'maplibre-gl'

/** Whether an address is that of raster tiles (aerial pictures, for example) and not of a style. */
export function isRasterTiles(url: string): boolean {
  return ['{z}', '{x}', '{y}'].every((part) => url.includes(part))
}

/** A style that draws raster tiles and nothing else; it names the host they come from. */
export function rasterStyle(url: string): StyleSpecification {
  const attribution = new URL(url.replaceAll(/[{}]/g, '')).hostname
  return {
    version: 8,
    sources: { raster: { type: 'raster', tiles: [url], tileSize: 256, attribution } },
    layers: [{ id: 'raster', type: 'raster', source: 'raster' }],
  }
}
