import { z } from 'zod'
import { Id } from '@/lib/model/ids'

/** Ids in paths: whole numbers above 0. */
export const PhotoParams = z.object({ photoId: Id })
export const SequenceParams = z.object({ sequenceId: Id })
export const ImportParams = z.object({ importId: Id })
export const TakeoutParams = z.object({ takeoutId: Id })
export const UploadParams = z.object({ uploadId: Id })
export const ReportParams = z.object({ reportId: Id })
export const PersonParams = z.object({ userId: Id })
export const AnnouncementParams = z.object({ announcementId: Id })
export const BlurParams = z.object({ photoId: Id, blurId: Id })
const WholeNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,3})$/, 'expected a whole number')
  .transform(Number)
export const TileParams = z.object({ photoId: Id, level: WholeNumber, column: WholeNumber, row: WholeNumber })
export const TagParams = z.object({ tagId: Id })
/** A name in a path: the database knows no text with control characters. */
export const Name = z
  .string()
  .max(200)
  .regex(/^\P{Cc}*$/u)
export const NO_PARAMS = z.object({})
