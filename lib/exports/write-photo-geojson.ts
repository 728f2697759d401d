import { plainJson } from '@/lib/format/plain-json'
import type { PhotoExport } from './types'

/** A GeoJSON FeatureCollection, one photo a line. */
export async function* writePhotoGeoJson({ photos }: PhotoExport): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":['
  let separator = '\n'
  for await (const photo of photos) {
    yield separator + plainJson(photo)
    separator = ',\n'
  }
  yield '\n]}\n'
}
