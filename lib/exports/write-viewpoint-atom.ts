import { escapeMarkup } from '@/lib/format/escape-markup'
import { formatDecimal } from '@/lib/format/number'
import { describeViewpoint, viewpointTitle } from '@/lib/viewpoints/describe-viewpoint'
import type { ViewpointPage } from '@/lib/viewpoints/find-viewpoints'
import type { ViewpointLinks } from './types'

/** An Atom feed (RFC 4287) with GeoRSS points. */
export function writeViewpointAtom({ viewpoints }: ViewpointPage, links: ViewpointLinks): string {
  const { host } = new URL(links.self)
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
      `    <id>tag:${escapeMarkup(host)},2026:viewpoint/${viewpoint.id}</id>`,
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
    `  <id>${escapeMarkup(links.self)}</id>`,
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
