import { z } from 'zod'
import { Id } from '@/lib/ids'

/** Ids in paths: whole numbers above 0. */
export const PhotoParams = z.object({ photoId: Id })
export const SequenceParams = z.object({ sequenceId: Id })
export const ImportParams = z.object({ importId: Id })
export const TagParams = z.object({ tagId: Id })
export const NO_PARAMS = z.object({})
