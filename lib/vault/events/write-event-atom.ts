import { escapeMarkup } from '@/lib/format/escape-markup'
import { describeEvent } from './describe-event'
import type { EventPage } from './list-events'

/** What happened to somebody's originals as an Atom feed (RFC 4287). */
export function writeEventAtom({ events }: EventPage, { origin, self }: { origin: string; self: string }): string {
  const authority = `tag:${new URL(origin).hostname},2026`
  const entries = events.flatMap((event) => [
    '  <entry>',
    `    <id>${authority}:backup-event/${event.id}</id>`,
    `    <title>${escapeMarkup(`Photo ${event.n} of ${event.sequenceName}`)}</title>`,
    `    <updated>${event.happenedAt}</updated>`,
    `    <link rel="alternate" type="text/html" href="${origin}/photos/${event.photoId}"/>`,
    `    <content type="text">${escapeMarkup(describeEvent(event))}</content>`,
    '  </entry>',
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${authority}:backup-events</id>`,
    '  <title>Your originals · Map the Paths</title>',
    '  <author><name>Map the Paths</name></author>',
    `  <updated>${events[0]?.happenedAt ?? '1970-01-01T00:00:00.000Z'}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeMarkup(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${origin}/vault"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}
