/** Who found what is blurred on a photo: its owner, a moderator, or the service of BLUR_URL. */
export const BLUR_SOURCES = ['owner', 'moderator', 'service'] as const
export type BlurSource = (typeof BLUR_SOURCES)[number]

/** How many regions of one photo are blurred at most. */
export const MOST_BLURS = 100
