import { z } from 'zod'
import type { GeocoderKind, Place } from './types'

const text = z.string().optional().catch(undefined)

/** https://github.com/komoot/photon: a FeatureCollection of points. */
const Answer = z.object({
  features: z.array(
    z.object({
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]).rest(z.number()) }),
      properties: z.object({
        name: text,
        street: text,
        housenumber: text,
        city: text,
        county: text,
        state: text,
        country: text,
      }),
    }),
  ),
})

export const photon: GeocoderKind = {
  perSecond: 10,
  url(base, name, limit) {
    const url = new URL('api', base)
    url.search = new URLSearchParams({ q: name, limit: String(limit), lang: 'en' }).toString()
    return url
  },
  read: (json) =>
    Answer.parse(json).features.map(({ geometry: { coordinates }, properties }): Place => {
      const { street, housenumber, city, county, state, country } = properties
      const address = [street, housenumber].filter(Boolean).join(' ')
      const name = properties.name ?? (address || city || state || country || 'Unnamed place')
      const around = [address, city, county, state, country].filter((part) => part && part !== name)
      return { name, detail: [...new Set(around)].join(', '), lngLat: [coordinates[0], coordinates[1]] }
    }),
}
