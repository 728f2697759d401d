/** Who found what is blurred on a photo: its owner, a moderator, or the service of BLUR_URL. */
export const BLUR_SOURCES = ['owner', 'moderator', 'service'] as const
