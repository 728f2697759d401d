import type { Export } from './formats'

/** A GeoJSON FeatureCollection, one photo a line. */
export async function* writeGeoJson({ photos }: Export): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":['
  let separator = '\n'
  for await (const photo of photos) {
    yield separator + JSON.stringify(photo)
    separator = ',\n'
  }
  yield '\n]}\n'
}
