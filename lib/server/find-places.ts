import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors'
import { createGeocoder, type Geocoder } from '@/lib/geocoder/geocoder'
import type { Place } from '@/lib/geocoder/types'
import { runtime } from './runtime'

const holder = globalThis as typeof globalThis & { mtpGeocoder?: Geocoder }

/** The places of a name: from the geocoder that this site is set up with, and from the gazetteer without one and while it does not answer. */
export async function findPlaces(name: string): Promise<Place[]> {
  const { gazetteer } = runtime()
  const { GEOCODER_URL: url, GEOCODER_KIND: kind, NEXTAUTH_URL: siteUrl } = env()
  if (url === undefined) return gazetteer.findPlaces(name)
  holder.mtpGeocoder ??= createGeocoder({ url, kind, siteUrl })
  return holder.mtpGeocoder.findPlaces(name).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return gazetteer.findPlaces(name)
  })
}
