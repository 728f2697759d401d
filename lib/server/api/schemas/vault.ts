import { z } from 'zod'
import { BACKUP_FINDINGS, BACKUP_REPAIRS, BACKUP_SUBJECTS, VAULT_PASS_KINDS } from '@/lib/model/backup-states'
import { IdText, Moment, PageLinks } from './common'
import { named } from './registry'

const RunningPass = z
  .object({
    kind: z.enum(VAULT_PASS_KINDS),
    startedAt: Moment,
    done: z.int().describe('Of your originals so many were read since it began.'),
    total: z.int(),
  })
  .nullable()
  .describe('A pass that reads originals now; null: none.')

export const Vault = named(
  'Vault',
  z.object({
    originals: z.int(),
    bytes: z.int(),
    intact: z.int().describe('Every byte was read again, and was right.'),
    unread: z.int().describe('Not read again yet since they were written.'),
    overdue: z.int().describe('Not read for 90 days: this site reads too little each night.'),
    missing: z.int(),
    differing: z.int().describe('Of other bytes than those that were written.'),
    unreadable: z.int(),
    copies: z.int().describe('Of each original there are so many copies at least.'),
    copiesWanted: z.int(),
    copiesComplete: z.int().describe('Originals of which there are as many copies as wanted.'),
    withoutPublicPicture: z
      .int()
      .describe(
        'Photos whose originals only you see, and of which no picture is kept for others: they see a placeholder while Mapillary is away.',
      ),
    oldestCheck: Moment.nullable().describe('Since then each original was read; null: some never were.'),
    latestCheck: Moment.nullable(),
    running: RunningPass,
    isStoreInTrouble: z
      .boolean()
      .describe('Whether the last check could not do its work. Nothing is known to be wrong with originals then.'),
    links: z.object({ page: z.url(), events: z.url(), checksums: z.url() }),
  }),
)

export const OriginalUpload = named(
  'OriginalUpload',
  z.object({
    id: IdText,
    photoId: IdText,
    sizeBytes: z.int(),
    receivedBytes: z.int().describe('So many have come: go on from there.'),
    links: z.object({ self: z.url() }),
  }),
)

export const VaultEvents = named(
  'VaultEvents',
  z.object({
    events: z.array(
      z.object({
        id: IdText,
        photoId: IdText,
        n: z.int().describe('The number of the photo in its sequence.'),
        sequenceId: IdText,
        subject: z
          .enum(BACKUP_SUBJECTS)
          .describe('What it is about: your original, or the picture that is kept for everybody beside it.'),
        copy: z.int().describe('1: in the backup; 2: in the second one.'),
        found: z.enum(BACKUP_FINDINGS),
        done: z.enum(BACKUP_REPAIRS),
        happenedAt: Moment,
        text: z.string().describe('What happened, for people.'),
      }),
    ),
    links: PageLinks,
  }),
)

export const Verification = named(
  'Verification',
  z.object({ passId: IdText, isNew: z.boolean().describe('false: one was under way already.') }),
)
