import { z } from 'zod'
import { drawnAreaInput } from '@/lib/geo/drawn-area'

const areas = (most: number, mostKilometers: number) =>
  z.object({
    areas: z
      .array(drawnAreaInput({ mostMeters: mostKilometers * 1_000 }), 'expected a list of polygons')
      .max(most, `expected at most ${most} areas`),
  })

/** What a photographer may exclude. */
export const OwnExcludedAreasInput = areas(20, 50)
/** What an admin may exclude for everybody. */
export const InstanceExcludedAreasInput = areas(100, 1_000)
export type ExcludedAreasInput = z.output<typeof OwnExcludedAreasInput>
