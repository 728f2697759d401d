/** A page of GeoJSON features; `next`: the address of the next page. */
export function featurePage<Feature>(features: Feature[], next: string | null) {
  return { type: 'FeatureCollection' as const, features, links: { next } }
}
