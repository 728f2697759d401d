/** How many photos a list of favourites holds: a page and a route of them stay small. */
export const MAX_FAVOURITES = 500

/** As a list, and as a route. */
export const FAVOURITE_FORMATS = ['geojson', 'gpx'] as const
