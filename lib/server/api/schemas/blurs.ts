import { z } from 'zod'
import { BlurInput } from '@/lib/blurs/blur-input'
import { BLUR_SOURCES } from '@/lib/model/pictures/blurs'
import { IdText, Moment } from './common'
import { named } from './registry'
import { Shape } from './shape'

export const BlurRequest = named('BlurRequest', BlurInput)

const Blur = named(
  'Blur',
  z.object({
    id: IdText,
    region: Shape,
    source: z.enum(BLUR_SOURCES).describe('Who found it: the owner, a moderator, or a service that looks for faces.'),
    author: z.string().nullable().describe('A user name; null: the service, or somebody who has left.'),
    createdAt: Moment,
    removedAt: Moment.nullable().describe('When it was taken back; null: it is blurred.'),
    removedBy: z.string().nullable(),
    removable: z.boolean().describe('Whether you may take it back. What a moderator blurred, moderators decide about.'),
  }),
)

export const Blurs = named('Blurs', z.object({ blurs: z.array(Blur).describe('The oldest first.') }))
