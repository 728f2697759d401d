import { z } from 'zod'
import { transportParam } from '@/lib/model/transport-param'
import { isStreetViewAddress } from './street-view-address'

const MAX_TAGS = 50

const Text = z.string().default('')

/** The form with which the Desktop Uploader announces a sequence; the messages are the ones it has always been told. */
export const UploadInput = z.object({
  name: z
    .string('Sequence Name is missing')
    .trim()
    .min(1, 'Sequence Name is missing')
    .max(120, 'Sequence Name is longer than 120 characters'),
  transport_type: z
    .string('Transport type is missing')
    .trim()
    .min(1, 'Transport type is missing')
    .pipe(transportParam(() => 'Transport type is invalid')),
  description: Text.pipe(z.string().trim().max(5_000, 'Description is longer than 5,000 characters')),
  tag: Text.transform(splitTags).pipe(
    z.array(z.string().max(60, 'A tag is longer than 60 characters')).max(MAX_TAGS, `More than ${MAX_TAGS} tags`),
  ),
})
export type UploadInput = z.output<typeof UploadInput>

/** Tags between commas, each once whatever its capitals. */
function splitTags(text: string): string[] {
  const tags = text.split(',').map((tag) => tag.trim())
  return [...new Map(tags.filter(Boolean).map((tag) => [tag.toLowerCase(), tag])).values()]
}

const WEB_ADDRESS = 'Google Street View link is invalid'
const STRAVA = 'Strava activity is invalid'
const TOKEN = 'Mapillary token is invalid'

/** What the Desktop Uploader sends about an announced sequence: any part of it, each time it learns something. */
export const UploadUpdate = z.object({
  google_street_view: z
    .url({ protocol: /^https?$/, error: WEB_ADDRESS })
    .max(2_000, WEB_ADDRESS)
    .refine(isStreetViewAddress, WEB_ADDRESS)
    .or(z.literal(''))
    .nullish(),
  strava: z.union([z.int().positive().transform(String), z.string().regex(/^\d{1,20}$/, STRAVA)], STRAVA).nullish(),
  mapillary_user_token: z
    .string(TOKEN)
    .regex(/^[\x21-\x7e]{0,4096}$/, TOKEN)
    .nullish(), // empty: as if it were not there
  mapillary_sequence_key: z.string('Sequence key is missing').trim().max(100, 'Sequence is empty').nullish(),
})
export type UploadUpdate = z.output<typeof UploadUpdate>
