/** `making`: its files are being listed and checked; `ready`: it can be downloaded; `ended`: it cannot any more, and its reason says why. */
export const TAKEOUT_STATES = ['making', 'ready', 'ended'] as const
export type TakeoutState = (typeof TAKEOUT_STATES)[number]

/** How long a takeout can be downloaded. */
export const TAKEOUT_DAYS = 30
