import { z } from 'zod'
import { InstanceExcludedAreasInput, OwnExcludedAreasInput } from '@/lib/excluded-areas/excluded-areas-input'
import { LngLatPair } from './common'
import { named } from './registry'

export const OwnExcludedAreasRequest = named('ExcludedAreasRequest', OwnExcludedAreasInput)
export const InstanceExcludedAreasRequest = named('InstanceExcludedAreasRequest', InstanceExcludedAreasInput)

export const ExcludedAreas = named(
  'ExcludedAreas',
  z.object({
    areas: z
      .array(z.object({ type: z.literal('Polygon'), coordinates: z.tuple([z.array(LngLatPair)]) }))
      .describe('As they were drawn. The margin around each is told to nobody.'),
    unreadable: z
      .boolean()
      .describe(
        'After a restore without the key, areas could not be opened: all photos are hidden until new ones are put.',
      ),
    inside: z.int().describe('How many photos are in them, margins included.'),
    hides: z.int().describe('How many of these everybody sees, or saw until now.'),
    shows: z.int().describe('How many others everybody will see again, or sees again now.'),
  }),
)
