import { AppError } from '@/lib/errors'
import type { LayeredDetection, PhotosDetections } from '@/lib/mapillary/types'
import { type Ask, chunks } from './ask'
import { toDetection } from './map'
import type { Usable } from './usable'
import { WireId } from './wire'

const DETECTIONS_AT_ONCE = 16
const DETECTION_FIELDS = 'id,value,geometry,created_at'

/** All detections on photos, one call a photo. When some calls fail, the photos of the others are yielded first and need no second call. */
export async function* allDetections(
  { ask, usable }: { ask: Ask; usable: Usable },
  token: string,
  photoKeys: string[],
): AsyncGenerator<PhotosDetections> {
  const ids = [...new Set(photoKeys)].filter((key) => WireId.safeParse(key).success)
  for (const batch of chunks(ids, DETECTIONS_AT_ONCE)) {
    const answers = await Promise.allSettled(batch.map((key) => detectionsOn({ ask, usable }, token, key)))
    const detections = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    const whole = batch.filter((_, index) => answers[index]?.status === 'fulfilled')
    if (whole.length > 0) yield { photoKeys: whole, detections }
    const failure = answers.find((answer) => answer.status === 'rejected')
    if (failure) throw failure.reason
  }
}

async function detectionsOn(
  { ask, usable }: { ask: Ask; usable: Usable },
  token: string,
  photoKey: string,
): Promise<LayeredDetection[]> {
  const byKey = new Map<string, LayeredDetection>()
  try {
    for await (const page of ask.pages(token, `/${photoKey}/detections`, { fields: DETECTION_FIELDS })) {
      const detections = usable(page, 'detections', (entity) => toDetection(entity, photoKey))
      for (const detection of detections) byKey.set(detection.key, detection)
    }
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error // a photo that is gone has none
  }
  return [...byKey.values()]
}
