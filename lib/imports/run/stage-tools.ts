import type { Db } from '@/db/client'
import type { MapillaryClient } from '@/lib/mapillary/types'

/** What a stage needs to store what Mapillary answers. `useComputedPositions`: photos stand where Mapillary computed them, not where the camera did. */
export type StageTools = { db: Db; mapillary: MapillaryClient; useComputedPositions: boolean }
