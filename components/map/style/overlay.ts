import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'

/** Holds the photo that is pointed at. The pointer sets it, so a change of the style leaves it alone. */
export const SHOWN_SOURCE = 'shown'

/** What a map shows above its ground, as data. */
export type Overlay = { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] }

export function withOverlay(base: StyleSpecification, { sources, layers }: Overlay): StyleSpecification {
  return { ...base, sources: { ...base.sources, ...sources }, layers: [...base.layers, ...layers] }
}
