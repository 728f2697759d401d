import { z } from 'zod'

declare module 'zod' {
  interface GlobalMeta {
    /** How the reference describes a parameter that arrives as text: its JSON Schema in place of the text's. */
    parameter?: Record<string, unknown>
  }
}

/** A parameter as text, described as what it stands for. */
export function described<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  parameter: Record<string, unknown>,
): Schema {
  return schema.meta({ description, parameter })
}

/** `?limit=`, at most `max`. */
export function limitParam(usual: number, max: number) {
  const limit = z
    .string()
    .regex(/^\d{1,6}$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.int().min(1, 'expected at least 1').max(max, `expected at most ${max}`))
    .default(usual)
  return described(limit, 'How many at most.', { type: 'integer', minimum: 1, maximum: max, default: usual })
}

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
