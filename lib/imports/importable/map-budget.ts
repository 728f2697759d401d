/** More lines cannot be told apart on a screen. */
export const MOST_LINES = 3_000

/** Of each line, as many as are known. */
export const MOST_POINTS_EACH = 100

/** So many lines may have all their points; of more, each has fewer. */
export const FINE_LINES = 240
