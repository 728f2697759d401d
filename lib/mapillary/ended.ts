import { AppError } from '@/lib/errors'
import type { MapillaryClient } from './types'

/** Mapillary has ended, or this site no longer asks it. Says nothing about what it had. */
function mapillaryEnded(): AppError {
  return new AppError(
    'CONFLICT',
    'This site no longer asks Mapillary: nothing new comes from there. What is here stays.',
  )
}

/** Throws CONFLICT when Mapillary has ended. */
export function requireMapillary({ hasEnded }: Pick<MapillaryClient, 'hasEnded'>): void {
  if (hasEnded) throw mapillaryEnded()
}

/** Stands where Mapillary was (`MAPILLARY_API=none`): every call throws CONFLICT without asking anybody, and no link leads there. */
export function createEndedClient(): MapillaryClient {
  const refuse = () => Promise.reject(mapillaryEnded())
  return {
    hasEnded: true,
    keyForm: 'any',
    originals: 'processed',
    getMe: refuse,
    getSequence: refuse,
    getImages: refuse,
    getComputedPositions: refuse,
    getAltitudes: refuse,
    async *listDetections() {
      yield await refuse()
    },
    downloadOriginal: refuse,
    downloadThumbnail: refuse,
    photoPageUrl: () => null,
  }
}
