import { escapeMarkup } from '@/lib/format/escape-markup'
import { formatDecimal } from '@/lib/format/number'
import { describeViewpoint, viewpointTitle } from '@/lib/viewpoints/describe-viewpoint'
import type { ViewpointPage } from '@/lib/viewpoints/find-viewpoints'
import type { ViewpointLinks } from './types'

/** An Atom feed (RFC 4287) with GeoRSS points. */
export function writeViewpointAtom({ viewpoints }: ViewpointPage, links: ViewpointLinks): string {
  const authority = tagAuthority(links.self)
  const updated =
    viewpoints
      .map(({ lastMarkedAt }) => lastMarkedAt)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00.000Z'
  const entries = viewpoints.flatMap((viewpoint) => {
    const { geometry, properties } = viewpoint.photo
    const text = describeViewpoint(viewpoint)
    const html = `<p><a href="${escapeMarkup(properties.links.page)}"><img src="${escapeMarkup(properties.links.images[640])}" alt=""></a></p><p>${escapeMarkup(text)}</p>`
    return [
      '  <entry>',
      `    <id>${authority}:viewpoint/${viewpoint.id}</id>`,
      `    <title>${escapeMarkup(viewpointTitle(viewpoint))}</title>`,
      `    <updated>${viewpoint.lastMarkedAt}</updated>`,
      `    <link rel="alternate" type="text/html" href="${escapeMarkup(properties.links.page)}"/>`,
      `    <author><name>${escapeMarkup(properties.user.username)}</name></author>`,
      '    <rights>CC BY-SA 4.0</rights>',
      `    <content type="html">${escapeMarkup(html)}</content>`,
      ...(geometry
        ? [`    <georss:point>${geometry.coordinates.toReversed().map(formatDecimal).join(' ')}</georss:point>`]
        : []),
      '  </entry>',
    ]
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">',
    `  <id>${authority}:viewpoints${escapeMarkup(filterOf(links.self))}</id>`,
    '  <title>Viewpoints · Map the Paths</title>',
    `  <updated>${updated}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeMarkup(links.self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${escapeMarkup(links.page)}"/>`,
    ...(links.next ? [`  <link rel="next" href="${escapeMarkup(links.next)}"/>`] : []),
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

/** Who gives the names, as RFC 4151 has it: a host without its port, and the year from which on they are given. */
function tagAuthority(address: string): string {
  const host = new URL(address).hostname.replace(/[^a-z0-9.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '')
  return `tag:${host || 'localhost'},2026`
}

/** The query that makes a list what it is, whatever its page, in one order: all pages are one feed. */
function filterOf(address: string): string {
  const { searchParams } = new URL(address)
  for (const name of ['cursor', 'limit', 'format']) searchParams.delete(name)
  searchParams.sort()
  return searchParams.size === 0 ? '' : `?${searchParams}`
}
