import { z } from 'zod'
import { SCOPES } from '@/lib/tokens/scopes'
import { Moment } from './common'
import { named } from './registry'

export const Person = named(
  'Person',
  z.object({
    username: z.string(),
    memberSince: Moment,
    photoCount: z.int().describe('How many of their photos you can see.'),
    links: z.object({ self: z.url(), page: z.url(), photos: z.url(), sequences: z.url() }),
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
