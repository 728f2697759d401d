import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'

/** Says in a style that it holds a part of the world, to be drawn over the bundled ground: `"metadata": { "map-the-paths:over": "bundled" }`. */
const OVER = 'map-the-paths:over'

/** A style with the bundled ground below it where it says so: its layers come above the land and below the names of places. */
export function overBundled(style: StyleSpecification, bundled: StyleSpecification): StyleSpecification {
  if (!isOver(style.metadata)) return style
  const isName = ({ type }: LayerSpecification) => type === 'symbol'
  return {
    ...bundled,
    sources: { ...bundled.sources, ...style.sources },
    layers: [...bundled.layers.filter((layer) => !isName(layer)), ...style.layers, ...bundled.layers.filter(isName)],
  }
}

function isOver(metadata: unknown): boolean {
  return typeof metadata === 'object' && metadata !== null && OVER in metadata && metadata[OVER] === 'bundled'
}
