import { z } from 'zod'
import { TAKEOUT_STATES } from '@/lib/model/takeout-states'
import { TakeoutInput } from '@/lib/takeouts/request-takeout'
import { IdText, Moment, PageLinks } from './common'
import { named } from './registry'

const archive = {
  zip: z.url().nullable().describe('The archive, for the session or a token; null until it is ready.'),
  signedZip: z.url().nullable().describe('The same for whoever has this address, for a day: for download managers.'),
}

export const NewTakeout = named('NewTakeout', TakeoutInput)

export const Takeout = named(
  'Takeout',
  z.object({
    id: IdText,
    state: z.enum(TAKEOUT_STATES),
    reason: z.string().nullable().describe('Why it ended, for people.'),
    all: z.boolean().describe('Of all sequences that there were when it was asked for.'),
    sequenceIds: z.array(IdText),
    done: z.int().describe('Originals that were looked at.'),
    total: z.int(),
    bytes: z.int().describe('Of the files so far; when it is ready, of the archives in `parts` together.'),
    partBytes: z.int().nullable(),
    createdAt: Moment,
    readyAt: Moment.nullable(),
    expiresAt: Moment.nullable(),
    links: z.object({ self: z.url(), ...archive }),
    parts: z
      .array(z.object({ part: z.int(), bytes: z.int(), links: z.object(archive) }))
      .describe('The archives that it can be had as, each whole by itself; to be unpacked into one folder.'),
  }),
)

export const TakeoutPage = named('TakeoutPage', z.object({ takeouts: z.array(Takeout), links: PageLinks }))
