/** What an altitude is measured from. `reference`: a zero that only Mapillary knows (v3); `camera`: the sea, as the camera wrote it (v4). */
export const ALTITUDE_SOURCES = ['reference', 'camera'] as const
export type AltitudeSource = (typeof ALTITUDE_SOURCES)[number]

/** `uploaded`: the file of the camera (v3); `processed`: Mapillary's picture of full size, blurred, without EXIF (v4). */
export const BACKUP_FORMS = ['uploaded', 'processed'] as const
export type BackupForm = (typeof BACKUP_FORMS)[number]
