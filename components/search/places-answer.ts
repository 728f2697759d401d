import * as z from 'zod/mini'

/** What the search field reads of the geocoder's answer. */
export const PlacesAnswer = z.object({
  places: z.array(z.object({ name: z.string(), detail: z.string(), lngLat: z.tuple([z.number(), z.number()]) })),
})
