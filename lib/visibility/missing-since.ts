import { sql } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'

/** When Mapillary first said that it does not have a photo: what it may still have is not asked for there. null: it has it. */
export const missingSince = sql<Date | null>`coalesce(${photos.deniedAt}, ${photos.goneAt})`.mapWith(photos.goneAt)
