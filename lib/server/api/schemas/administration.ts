import { z } from 'zod'
import { AnnouncementInput } from '@/lib/administration/announce'
import { LimitChanges } from '@/lib/administration/change-limits'
import { LIMIT_NAMES } from '@/lib/model/limits'
import { ROLES } from '@/lib/model/people/roles'
import { TROUBLE_KINDS } from '@/lib/model/troubles'
import { SuspensionInput } from '@/lib/users/suspend-user'
import { IdText, Moment, PageLinks } from './common'
import { named } from './registry'

export const AdminPerson = named(
  'AdminPerson',
  z.object({
    id: IdText,
    username: z.string(),
    role: z.enum(ROLES),
    createdAt: Moment,
    suspension: z
      .object({
        at: Moment,
        reason: z.string(),
        until: Moment.nullable().describe('When it ends by itself; null: it does not.'),
        appeal: z.string().nullable().describe('What the person says to it.'),
      })
      .nullable(),
    deletingAt: Moment.nullable().describe('When they asked for the deletion of their account.'),
    photosPerDay: z.int().nullable().describe('How many photos they may import in a day; null: as many as everybody.'),
    photoCount: z.int(),
    originalBytes: z.int().describe('Of their originals in the backup.'),
  }),
)

export const AdminPeople = named('AdminPeople', z.object({ people: z.array(AdminPerson), links: PageLinks }))

export const PersonChange = named(
  'PersonChange',
  z
    .strictObject({
      role: z.enum(ROLES, `expected ${ROLES.join(', ')}`).optional(),
      photosPerDay: z
        .int('expected a whole number')
        .min(0, 'expected 0 (no limit) or more')
        .max(100_000_000)
        .nullable()
        .optional()
        .describe('0: no limit; null: as many as everybody.'),
    })
    .refine((change) => Object.keys(change).length > 0, 'expected role or photosPerDay'),
)

export const SuspensionRequest = named('SuspensionRequest', SuspensionInput)

export const ActiveWorkList = named(
  'ActiveWorkList',
  z.object({
    work: z.array(
      z.object({
        kind: z.enum(['import', 'sync', 'account', 'takeout']),
        id: IdText.describe('Of the import or the takeout; of the person, where their account is read.'),
        username: z.string(),
        what: z.string().describe('The name of the sequence.'),
        state: z.string(),
        reason: z.string().nullable().describe('Why it waits.'),
        movedAt: Moment,
        waitsUntil: Moment.nullable(),
      }),
    ),
  }),
)

export const LimitList = named(
  'LimitList',
  z.object({
    limits: z.array(
      z.object({
        name: z.enum(LIMIT_NAMES),
        label: z.string(),
        value: z.int().describe('What counts; 0: no limit.'),
        default: z.int().describe("The environment's."),
        changedBy: z.string().nullable(),
        changedAt: Moment.nullable().describe("null: the environment's counts."),
      }),
    ),
  }),
)

export const LimitChange = named('LimitChange', LimitChanges)

export const AnnouncementRequest = named('AnnouncementRequest', AnnouncementInput)

export const Announcements = named(
  'Announcements',
  z.object({
    announcements: z.array(
      z.object({
        id: IdText,
        text: z.string(),
        by: z.string().nullable(),
        createdAt: Moment,
        endsAt: Moment.nullable(),
        isOpen: z.boolean().describe('Whether pages show it now.'),
      }),
    ),
  }),
)

export const InstanceStatus = named(
  'InstanceStatus',
  z.object({
    version: z.string(),
    migrations: z.object({ count: z.int(), latestAt: Moment.nullable() }),
    troubles: z.array(z.object({ kind: z.enum(TROUBLE_KINDS), words: z.string(), since: Moment })),
    people: z.int(),
    photos: z.int(),
    originals: z.object({
      count: z.int(),
      bytes: z.int(),
      verified: z.int(),
      bad: z.int(),
      badPictures: z
        .int()
        .describe('Pictures for everybody that the last listing of the backup missed or found changed.'),
      untracked: z.int().describe('Files of photos that it found and that no photo refers to.'),
    }),
    openReports: z.int(),
    suspensionAppeals: z.int(),
  }),
)
