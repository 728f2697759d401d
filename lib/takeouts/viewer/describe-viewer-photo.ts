import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import type { ViewerPhoto } from '@/lib/model/takeout-viewer'
import type { PhotoProperties } from '@/lib/photos/types'
import { payloadPath } from '@/lib/takeouts/contents/payload-path'
import type { TakenPhoto } from '@/lib/takeouts/contents/taken-photos'

/** A photo as the offline viewer reads it. What is not known is left out: there may be many thousands. */
export function describeViewerPhoto(
  { photo, key }: TakenPhoto,
  { tags, crop }: { tags: number[]; crop: PanoramaCrop | null },
): ViewerPhoto {
  const { n, capturedAt, timeZone, compassAngle, pano, viewpointCount } = photo.properties
  const altitude = altitudeOf(photo.properties)
  const camera = cameraOf(photo.properties)
  return {
    n,
    file: payloadPath(key),
    ...(photo.geometry && { lngLat: photo.geometry.coordinates }),
    ...(capturedAt !== null && { at: capturedAt, day: dayOf(capturedAt, timeZone) }),
    ...(timeZone !== null && { zone: timeZone }),
    ...(compassAngle !== null && { heading: Math.round(compassAngle * 10) / 10 }),
    ...(altitude !== null && { altitude }),
    ...(camera !== '' && { camera }),
    ...(pano && { pano }),
    ...(crop && { crop }),
    ...(viewpointCount > 0 && { viewpoints: viewpointCount }),
    ...(tags.length > 0 && { tags }),
  }
}

function altitudeOf({ altitude, altitudeSource }: PhotoProperties): string | null {
  if (altitude === null) return null
  return `${altitude.toFixed(1)} m${altitudeSource === 'camera' ? ' above the sea' : ', says Mapillary'}`
}

/** Makers often stand in the name of the model again: `GoPro GoPro Max`. */
function cameraOf({ cameraMake, cameraModel }: PhotoProperties): string {
  if (cameraMake && cameraModel?.toLowerCase().startsWith(cameraMake.toLowerCase())) return cameraModel
  return [cameraMake, cameraModel].filter((part) => part !== null).join(' ')
}

const formatters = new Map<string, Intl.DateTimeFormat>() // costly to make

/** `2024-05-03`, in the time of the place. */
function dayOf(iso: string, timeZone: string | null): string {
  const zone = timeZone ?? 'UTC'
  const formatter = formatters.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  formatters.set(zone, formatter)
  return formatter.format(new Date(iso))
}
