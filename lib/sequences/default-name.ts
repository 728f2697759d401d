import { knownDate } from '@/lib/format/date'
import { timeZoneAt } from '@/lib/geo/time-zone'
import type { Place } from '@/lib/geocoder/types'
import { findTransportType, type TransportType } from '@/lib/model/transport-types'

/** What one calls a trip by these; by the others it has their name. */
const TRIPS: Partial<Record<TransportType, string>> = {
  Bicycle: 'Bicycle ride',
  Wheelchair: 'Wheelchair trip',
  'Electric Bicycle': 'Electric bicycle ride',
  'Electric Scooter': 'Electric scooter ride',
  'Rock Climbing': 'Rock climbing',
  Scooter: 'Scooter ride',
  Skateboard: 'Skateboard ride',
  Car: 'Drive',
  'Electric Car': 'Drive',
  'Ice Skating': 'Ice skating',
  Snowmobile: 'Snowmobile ride',
  Boat: 'Boat trip',
  Canoe: 'Canoe trip',
  Kayak: 'Kayak trip',
  'Scuba Dive': 'Scuba dive',
  'BASE Jump': 'BASE jump',
  Drone: 'Drone flight',
  Glider: 'Glider flight',
  'Hang Glide': 'Hang glide',
  Helicopter: 'Helicopter flight',
  Plane: 'Flight',
  Wingsuit: 'Wingsuit flight',
  Unlisted: 'Photos',
  Other: 'Photos',
}

/** The name of a sequence that nobody named: "Walk near Grasmere, September 2020", as far as it is known. The month is that of the place. */
export function defaultName({
  transportType,
  capturedAt,
  place = null,
}: {
  transportType: string | null | undefined
  capturedAt: Date | null
  place?: Place | null
}): string {
  const type = transportType ? findTransportType(transportType) : 'Other'
  const trip = (type && TRIPS[type]) ?? transportType
  const month = knownDate(capturedAt)?.toLocaleDateString('en-GB', {
    month: 'long',
    year: 'numeric',
    timeZone: timeZoneAt(place?.lngLat) ?? 'UTC',
  })
  return `${trip}${place ? ` near ${place.name}` : ''}${month ? `, ${month}` : ''}`
}
