/** What pictures are sent as. Everybody takes a JPEG, so it stands first; WebP is for who names it (docs/decisions/016). */
export const PICTURE_TYPES = ['image/jpeg', 'image/webp'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]
