import { z } from 'zod'
import { described } from '@/lib/model/query-params'

/** `?cursor=`, the place in a list whose last entry has that id. The handler has checked its signature. */
export const idCursorParam = described(
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/, 'expected the one of the page before')
    .transform(Number)
    .optional(),
  'Where the page before ended, as `links.next` has it.',
  { type: 'string' },
)

/** The JSON Schema of a query, parameter by parameter. */
export type QueryParameter = { name: string; isRequired: boolean; isRepeatable: boolean; schema: JsonSchema }
export type JsonSchema = Record<string, unknown>

const Described = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
})

export function parametersOf(schema: z.ZodType): QueryParameter[] {
  const { properties, required } = Described.parse(
    z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
      override: ({ jsonSchema }) => {
        if (jsonSchema.parameter === undefined) return
        const { description, parameter } = jsonSchema
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
        Object.assign(jsonSchema, description && { description }, parameter)
      },
    }),
  )
  return Object.entries(properties).map(([name, property]) => ({
    name,
    isRequired: required.includes(name) && property.type !== 'array',
    isRepeatable: property.type === 'array',
    schema: property,
  }))
}

/** The query of a route: what the reference says of it, and how it is read. */
export type Query<Output> = {
  schema: z.ZodType // of an object, whose parameters are texts or, when repeatable, arrays of texts
  /** Throws ZodError or AppError. */
  read: (params: URLSearchParams) => Output
}

/** A query that its schema reads: empty parameters count as absent, unknown ones are ignored, of repeated ones the last counts. */
export function queryOf<Schema extends z.ZodObject>(schema: Schema): Query<z.output<Schema>> {
  const lists = parametersOf(schema).flatMap(({ name, isRepeatable }) => (isRepeatable ? [name] : []))
  return {
    schema,
    read(params) {
      const given = [...params].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '')
      const several = lists.map((list) => [list, given.flatMap(([name, value]) => (name === list ? [value] : []))])
      return schema.parse({ ...Object.fromEntries(given), ...Object.fromEntries(several) })
    },
  }
}

export const NO_QUERY = queryOf(z.object({}))
