import { z } from 'zod'
import type { GeocoderKind, Place } from './types'

/** https://nominatim.org/release-docs/latest/api/Search/, format jsonv2: coordinates are texts. */
const Answer = z.array(
  z.object({ lat: z.coerce.number(), lon: z.coerce.number(), name: z.string().catch(''), display_name: z.string() }),
)

export const nominatim: GeocoderKind = {
  perSecond: 1, // https://operations.osmfoundation.org/policies/nominatim/
  url(base, name, limit) {
    const url = new URL('search', base)
    url.search = new URLSearchParams({
      q: name,
      format: 'jsonv2',
      limit: String(limit),
      'accept-language': 'en',
    }).toString()
    return url
  },
  read: (json) =>
    Answer.parse(json).map(({ lat, lon, name, display_name }): Place => {
      const [first = display_name, ...rest] = display_name.split(', ')
      return { name: name || first, detail: rest.join(', '), lngLat: [lon, lat] }
    }),
}
