import { z } from 'zod'
import { Id } from '@/lib/model/ids'
import { mapKeys } from '@/lib/model/keys-of'
import { NOTICE_KIND_NAMES, NOTICE_KINDS } from '@/lib/model/people/notices'
import { IdText, Moment, PageLinks } from './common'
import { named } from './registry'

export const NoticePage = named(
  'NoticePage',
  z.object({
    unread: z.int().describe('How many there are that you have not read.'),
    notices: z.array(
      z.object({
        id: IdText,
        kind: z.enum(NOTICE_KIND_NAMES),
        text: z.string().describe('For people.'),
        count: z.int().describe('How often it happened on that day.'),
        createdAt: Moment,
        changedAt: Moment,
        isRead: z.boolean(),
        links: z.object({ page: z.url() }),
      }),
    ),
    links: PageLinks,
  }),
)

export const NoticesRead = named(
  'NoticesRead',
  z.strictObject({ ids: z.array(Id).max(500).optional().describe('Which ones; without it all of them.') }),
)

export const UnreadNotices = named('UnreadNotices', z.object({ unread: z.int() }))

export const NoticeSettings = named(
  'NoticeSettings',
  z.object({
    kinds: z.object(mapKeys(NOTICE_KINDS, () => z.boolean())).describe('Which kinds you want.'),
    feed: z.url().describe('Your notices as an Atom feed, for whoever has this address.'),
  }),
)

export const NoticeSettingsChange = named(
  'NoticeSettingsChange',
  z.strictObject({
    kinds: z.strictObject(mapKeys(NOTICE_KINDS, () => z.boolean().optional())).optional(),
    renewFeed: z.literal(true).optional().describe('The feed gets another address.'),
  }),
)
