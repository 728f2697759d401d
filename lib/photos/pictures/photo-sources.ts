import type { Db } from '@/db/client'
import type { MapillaryClient } from '@/lib/mapillary/types'

/** What photos are described with: their rows, the links to Mapillary, and the origin of our own links. */
export type PhotoSources = { db: Db; mapillary: Pick<MapillaryClient, 'photoPageUrl'>; origin: string }
