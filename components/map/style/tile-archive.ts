import type { StyleSpecification } from 'maplibre-gl'
import type { Palette } from './palette'

const SOURCE = 'protomaps'
const FONT = ['Inter Variable', 'sans-serif'] // of the page: no font server is needed

/** Whether an address leads to a whole map in one file (https://docs.protomaps.com/pmtiles/) and not to a style. */
export function isTileArchive(url: string): boolean {
  return new URL(url, 'http://localhost').pathname.endsWith('.pmtiles')
}

/** A style for a Protomaps archive in light or dark, without a server for fonts or icons. */
export async function tileArchiveStyle(url: string, palette: Palette): Promise<StyleSpecification> {
  const { layers, namedFlavor } = await import('@protomaps/basemaps')
  const drawn = layers(SOURCE, namedFlavor(palette.name), { lang: 'en' })
  return {
    version: 8,
    sources: {
      [SOURCE]: {
        type: 'vector',
        url: `pmtiles://${url}`,
        attribution: '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>',
      },
    },
    layers: drawn.flatMap((layer): StyleSpecification['layers'] => {
      if (layer.type !== 'symbol') return [layer]
      const { 'icon-image': icon, ...layout } = layer.layout ?? {}
      const isWords = layout['text-field'] !== undefined && layout['text-field'] !== ''
      return isWords ? [{ ...layer, layout: { ...layout, 'text-font': FONT } }] : [] // icons would need a server
    }),
  }
}
