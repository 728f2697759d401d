import type { Map as MapLibreMap, SourceSpecification, StyleSpecification, VectorTileSource } from 'maplibre-gl'

/** Whether two sources have the same tiles of two versions of the map. */
export function isOtherVersion(before: SourceSpecification, after: SourceSpecification): boolean {
  const [one, other] = [JSON.stringify(before), JSON.stringify(after)]
  return one !== other && unversioned(one) === unversioned(other)
}

/** Lets sources that stayed over a change of the style ask for the tiles it names: the earlier ones are shown until those are there. */
export function renewTiles(map: MapLibreMap, { sources }: StyleSpecification): void {
  for (const [name, source] of Object.entries(sources)) {
    const shown = map.getSource<VectorTileSource>(name)
    if (shown && source.type === 'vector' && source.tiles && isOtherVersion(shown.serialize(), source)) {
      shown.setTiles(source.tiles)
    }
  }
}

function unversioned(text: string): string {
  return text.replace(/([?&]v=)\d+/g, '$1')
}
