import { z } from 'zod'
import { SCOPES } from '@/lib/model/people/scopes'
import { DeleteAccountInput } from '@/lib/personal-data/delete-account'
import { Moment, PageLinks } from './common'
import { named } from './registry'

export const Person = named(
  'Person',
  z.object({
    username: z.string(),
    memberSince: Moment,
    photoCount: z.int().describe('Public photos, as all that is counted here is public.'),
    sequenceCount: z.int(),
    lengthMeters: z.int(),
    viewpointsReceived: z.int().describe('True marks of others on their photos.'),
    viewpointsGiven: z.int().describe('Their true marks on photos of others.'),
    links: z.object({ self: z.url(), page: z.url(), photos: z.url(), sequences: z.url() }),
  }),
)

const Ranked = z.object({
  rank: z.int().describe('Who has the same shares a rank, and the next one is left out.'),
  username: z.string(),
  value: z.number().describe('Photos, metres or marks.'),
  isSelf: z.boolean(),
})

export const Leaderboard = named(
  'Leaderboard',
  z.object({
    entries: z.array(Ranked),
    self: Ranked.nullable().describe('Your own place, on whatever page; null: none, or you are not logged in.'),
    links: PageLinks,
  }),
)

export const Me = named(
  'Me',
  z.object({
    username: z.string(),
    scopes: z.array(z.enum(SCOPES)).describe('What you may do with this token, or with your session: all.'),
    token: z.object({ name: z.string() }).nullable().describe('null: you are logged in with a session.'),
    links: z.object({ profile: z.url() }),
  }),
)

export const AccountDeletionRequest = named('AccountDeletionRequest', DeleteAccountInput)

export const AccountDeletion = named(
  'AccountDeletion',
  z.object({ erasedAfter: Moment.describe('Until then, logging in takes it back.') }),
)

export const AccountRestoration = named(
  'AccountRestoration',
  z.object({ username: z.string(), restored: z.boolean().describe('Whether a deletion was taken back just now.') }),
)
