import { z } from 'zod'
import { named } from './registry'

export const IdText = z.string().describe('A decimal number as text.')
export const Moment = z.iso.datetime().describe('ISO 8601, UTC.')

export const TimeZone = z
  .string()
  .nullable()
  .describe('Of the place, by its IANA name (`Europe/London`); null without a position.')
export const LngLatPair = z.tuple([z.number(), z.number()]).describe('Longitude and latitude in degrees, WGS 84.')
export const Licence = z.literal('CC BY-SA 4.0').describe('Of the pictures; name the user and link to Mapillary.')

/** Where a list goes on. */
export const PageLinks = named(
  'PageLinks',
  z.object({
    next: z.url().nullable().describe('The next page, also in the header `Link`; null on the last one.'),
  }),
)

export const Problem = named(
  'Problem',
  z
    .object({
      type: z.string().describe('`about:blank`: the status says what kind of problem it is.'),
      title: z.string(),
      status: z.int(),
      detail: z.string().describe('What is wrong, for people.'),
    })
    .describe('Why a request failed (RFC 9457).'),
)
