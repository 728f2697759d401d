import { formatDegrees } from '@/lib/format/number'
import type { LngLat } from '@/lib/geo/lng-lat'

const ZOOM = 19
const HALF_BOX_DEGREES = 0.0007 // what JOSM loads around the place: about 150 m

/** Where the place of a photo opens: OpenStreetMap, its editor iD (with the photo, when Mapillary knows its key today), JOSM by remote control, and Panoramax, which has photos of others. */
export function osmLinks([lng, lat]: LngLat, photoKey: string | null) {
  const [x, y] = [formatDegrees(lng), formatDegrees(lat)]
  const box = new URLSearchParams({
    left: formatDegrees(Math.max(-180, lng - HALF_BOX_DEGREES)),
    right: formatDegrees(Math.min(180, lng + HALF_BOX_DEGREES)),
    bottom: formatDegrees(Math.max(-90, lat - HALF_BOX_DEGREES)),
    top: formatDegrees(Math.min(90, lat + HALF_BOX_DEGREES)),
  })
  const photo = photoKey === null ? '' : `&photo=mapillary/${encodeURIComponent(photoKey)}`
  return {
    openStreetMap: `https://www.openstreetmap.org/?mlat=${y}&mlon=${x}#map=${ZOOM}/${y}/${x}`,
    // Source: https://github.com/openstreetmap/iD/blob/develop/API.md
    iD: `https://www.openstreetmap.org/edit?editor=id#map=${ZOOM}/${y}/${x}&photo_overlay=mapillary${photo}`,
    // Before version 4 of its viewer these stood behind a #. Source: https://gitlab.com/panoramax/clients/web-viewer/-/blob/develop/docs/03_URL_settings.md
    panoramax: `https://api.panoramax.xyz/?focus=map&map=${ZOOM}/${y}/${x}`,
    // Source: https://josm.openstreetmap.de/wiki/Help/RemoteControlCommands
    josm: `http://127.0.0.1:8111/load_and_zoom?${box}`,
  }
}

/** What mappers copy onto an object that they see on the photo. `heading`: the direction of view, degrees clockwise from north. */
export function osmTags(
  photoKey: string | null,
  heading: number | null,
): { mapillary: string | null; direction: string | null } {
  return {
    mapillary: photoKey && `mapillary=${photoKey}`,
    direction: heading === null ? null : `direction=${Math.round(heading) % 360}`,
  }
}
