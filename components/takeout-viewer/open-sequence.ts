import { photosFile, type ViewerPhotos, type ViewerSequence } from '@/lib/model/takeout-viewer'
import { rememberingLoader } from './load'

export type OpenSequence = ViewerPhotos & { sequence: ViewerSequence }

const loadPhotos = rememberingLoader<ViewerPhotos>(100)

/** A sequence with its photos: none when their file is missing. */
export async function openSequence(sequence: ViewerSequence): Promise<OpenSequence> {
  const { photos, tags } = await loadPhotos(photosFile(sequence.id)).catch(() => ({ photos: [], tags: [] }))
  return { sequence, photos, tags }
}
