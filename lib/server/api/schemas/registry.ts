import { z } from 'zod'

/** Every named shape of the API, as `#/components/schemas/NAME`. */
export const ApiSchemas = z.registry<{ id: string }>()

/** Gives a shape its name in the reference. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  ApiSchemas.add(schema, { id })
  return schema
}
