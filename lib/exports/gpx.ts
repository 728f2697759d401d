import { escapeMarkup } from '@/lib/format/escape-markup'
import { formatDecimal } from '@/lib/format/number'
import type { PhotoFeature } from '@/lib/photos/types'

type Link = { href: string; text: string }

/** The beginning of a GPX 1.1 document. Source: https://www.topografix.com/GPX/1/1/ */
export function gpxStart({ name, description, link }: { name: string; description?: string; link?: Link }): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<gpx version="1.1" creator="Map the Paths" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd">\n',
    `<metadata><name>${escapeMarkup(name)}</name>`,
    description === undefined ? '' : `<desc>${escapeMarkup(description)}</desc>`,
    '<copyright author="Mapillary users"><license>https://creativecommons.org/licenses/by-sa/4.0/</license></copyright>',
    link ? gpxLink(link) : '',
    '</metadata>\n',
  ].join('')
}

export const GPX_END = '</gpx>\n'

/**
 * A waypoint or a point of a track or route where the photo is; nothing without a position. A doubted position stands in no line, and a
 * doubted altitude or time is not written.
 */
export function gpxPoint(
  element: 'wpt' | 'trkpt' | 'rtept',
  photo: PhotoFeature,
  { time, name, description, links, symbol, type }: GpxPointDetails,
): string {
  const { altitude, altitudeSource, doubts } = photo.properties
  if (!photo.geometry || (element !== 'wpt' && doubts.includes('position'))) return ''
  const [lng, lat] = photo.geometry.coordinates
  const isHigh = altitudeSource === 'camera' && altitude !== null && !doubts.includes('altitude')
  // GPX readers take `ele` for metres above the sea. Only cameras give those; the other altitudes have another zero.
  const elevation = isHigh ? formatDecimal(altitude) : ''
  return [
    `<${element} lat="${formatDecimal(lat)}" lon="${formatDecimal(lng === 180 ? -180 : lng)}">`, // 180 is outside of the schema
    elevation && `<ele>${elevation}</ele>`,
    time && !doubts.includes('time') ? `<time>${time}</time>` : '',
    `<name>${escapeMarkup(name)}</name><desc>${escapeMarkup(description)}</desc>`,
    ...links.map(gpxLink),
    symbol ? `<sym>${symbol}</sym>` : '',
    type ? `<type>${type}</type>` : '',
    `</${element}>\n`,
  ].join('')
}

type GpxPointDetails = {
  time?: string | null // ISO 8601
  name: string
  description: string
  links: Link[]
  symbol?: string
  type?: string
}

function gpxLink({ href, text }: Link): string {
  return `<link href="${escapeMarkup(href)}"><text>${escapeMarkup(text)}</text></link>`
}
