import { AppError } from '@/lib/errors'
import { escapeXml } from '@/lib/format/xml'
import { describeViewpoint } from './describe-viewpoint'
import type { ViewpointPage, ViewpointPlace } from './find-viewpoints'

export const VIEWPOINT_FORMATS = {
  geojson: 'application/geo+json',
  gpx: 'application/gpx+xml',
  atom: 'application/atom+xml',
} as const

export type ViewpointFormat = keyof typeof VIEWPOINT_FORMATS

/** What a caller wants: `?format=` before the Accept header, GeoJSON without either. Throws INVALID_INPUT. */
export function chooseFormat(format: string | null, accept: string | null): ViewpointFormat {
  if (format) {
    if (isFormat(format)) return format
    throw new AppError('INVALID_INPUT', `format: expected ${Object.keys(VIEWPOINT_FORMATS).join(', ')}`)
  }
  const wanted = (accept ?? '').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase())
  const types = Object.entries(VIEWPOINT_FORMATS)
  return (
    types
      .map(([name]) => name)
      .filter(isFormat)
      .find((name) => wanted.includes(VIEWPOINT_FORMATS[name])) ?? 'geojson'
  )
}

function isFormat(text: string): text is ViewpointFormat {
  return Object.hasOwn(VIEWPOINT_FORMATS, text)
}

/** The list as callers get it: where it is (`self`), its next page, and the page for people. */
export type ViewpointLinks = { self: string; next: string | null; page: string }

/** As the API answers it. */
export function toViewpointFeature({ id, photo, distance, ...viewpoint }: ViewpointPlace) {
  const { key, capturedAt, compassAngle, pano, sequence, user, viewpointCount, licence, links } = photo.properties
  return {
    type: 'Feature' as const,
    id,
    geometry: photo.geometry,
    properties: {
      ...viewpoint,
      ...(distance !== null && { distance }),
      compassAngle,
      pano,
      photo: { id: photo.id, key, capturedAt, sequence, user, viewpointCount, licence, links },
    },
  }
}

/** GPX 1.1, a waypoint for each viewpoint that has a position. Source: https://www.topografix.com/GPX/1/1/ */
export function writeGpx({ viewpoints }: ViewpointPage, links: ViewpointLinks): string {
  const waypoints = viewpoints.flatMap((viewpoint) => {
    const { geometry, properties } = viewpoint.photo
    if (!geometry) return []
    const [lng, lat] = geometry.coordinates
    // Only cameras say how high above the sea they are; the other altitudes have a zero of their own.
    const { altitude, altitudeSource } = properties
    return [
      `  <wpt lat="${lat}" lon="${lng}">`,
      ...(altitude !== null && altitudeSource === 'camera' ? [`    <ele>${altitude}</ele>`] : []),
      `    <name>${escapeXml(nameOf(viewpoint))}</name>`,
      `    <desc>${escapeXml(describeViewpoint(viewpoint))}</desc>`,
      `    <link href="${escapeXml(properties.links.page)}"><text>Photo</text></link>`,
      '    <sym>Scenic Area</sym>',
      '    <type>viewpoint</type>',
      '  </wpt>',
    ]
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Map the Paths" xmlns="http://www.topografix.com/GPX/1/1">',
    '  <metadata>',
    '    <name>Viewpoints</name>',
    '    <copyright author="Mapillary users"><license>https://creativecommons.org/licenses/by-sa/4.0/</license></copyright>',
    `    <link href="${escapeXml(links.page)}"><text>Map the Paths</text></link>`,
    '  </metadata>',
    ...waypoints,
    '</gpx>',
    '',
  ].join('\n')
}

/** An Atom feed (RFC 4287) with GeoRSS points. */
export function writeAtom({ viewpoints }: ViewpointPage, links: ViewpointLinks): string {
  const { host } = new URL(links.self)
  const updated =
    viewpoints
      .map(({ lastMarkedAt }) => lastMarkedAt)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00.000Z'
  const entries = viewpoints.flatMap((viewpoint) => {
    const { geometry, properties } = viewpoint.photo
    const text = describeViewpoint(viewpoint)
    const html = `<p><a href="${escapeXml(properties.links.page)}"><img src="${escapeXml(properties.links.images[640])}" alt=""></a></p><p>${escapeXml(text)}</p>`
    return [
      '  <entry>',
      `    <id>tag:${escapeXml(host)},2026:viewpoint/${viewpoint.id}</id>`,
      `    <title>${escapeXml(nameOf(viewpoint))}</title>`,
      `    <updated>${viewpoint.lastMarkedAt}</updated>`,
      `    <link rel="alternate" type="text/html" href="${escapeXml(properties.links.page)}"/>`,
      `    <author><name>${escapeXml(properties.user.username)}</name></author>`,
      '    <rights>CC BY-SA 4.0</rights>',
      `    <content type="html">${escapeXml(html)}</content>`,
      ...(geometry ? [`    <georss:point>${geometry.coordinates[1]} ${geometry.coordinates[0]}</georss:point>`] : []),
      '  </entry>',
    ]
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">',
    `  <id>${escapeXml(links.self)}</id>`,
    '  <title>Viewpoints · Map the Paths</title>',
    `  <updated>${updated}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(links.self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeXml(links.page)}"/>`,
    ...(links.next ? [`  <link rel="next" href="${escapeXml(links.next)}"/>`] : []),
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

function nameOf({ rank, photo }: ViewpointPlace): string {
  return `${rank}. ${photo.properties.sequence.name}`
}
