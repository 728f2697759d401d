import { escapeMarkup } from '@/lib/format/escape-markup'
import type { ListedNotice } from './list-notices'

/** Somebody's notices as an Atom feed (RFC 4287). */
export function writeNoticeAtom(notices: ListedNotice[], { origin, self }: { origin: string; self: string }): string {
  const authority = `tag:${new URL(origin).hostname},2026`
  const entries = notices.flatMap(({ id, text, path, changedAt }) => [
    '  <entry>',
    `    <id>${authority}:notice/${id}</id>`,
    `    <title>${escapeMarkup(text)}</title>`,
    `    <updated>${changedAt}</updated>`,
    `    <link rel="alternate" type="text/html" href="${escapeMarkup(origin + path)}"/>`,
    '  </entry>',
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${authority}:notices</id>`,
    '  <title>Notices · Map the Paths</title>',
    '  <author><name>Map the Paths</name></author>',
    `  <updated>${notices[0]?.changedAt ?? '1970-01-01T00:00:00.000Z'}</updated>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeMarkup(self)}"/>`,
    `  <link rel="alternate" type="text/html" href="${origin}/notices"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}
