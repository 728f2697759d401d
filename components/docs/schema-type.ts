import type { JsonSchema } from '@/lib/server/api/parameters'

/** One piece of a type in words: a text, or the name of a schema that is described elsewhere. */
export type TypePart = { text: string; schema?: string }

/** A JSON Schema as people say it: `string`, `Photo[]`, `number or null`, `“a” or “b”`. */
export function typeParts(schema: JsonSchema): TypePart[] {
  const { $ref, anyOf, oneOf, enum: values, const: value, type, items } = schema
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? $ref
    return [{ text: name, schema: name }]
  }
  const choices = anyOf ?? oneOf
  if (Array.isArray(choices)) {
    return choices.flatMap((choice, at) => [...(at ? [{ text: ' or ' }] : []), ...typeParts(choice)])
  }
  if (Array.isArray(values)) return [{ text: values.map((each) => JSON.stringify(each)).join(' · ') }]
  if (value !== undefined) return [{ text: JSON.stringify(value) }]
  if (type === 'array') {
    if (Array.isArray(schema.prefixItems)) return [{ text: `${schema.prefixItems.length} values` }]
    return [{ text: 'list of ' }, ...typeParts(isSchema(items) ? items : {})]
  }
  if (type === 'string' && typeof schema.format === 'string') return [{ text: FORMATS[schema.format] ?? schema.format }]
  const types = [type].flat().filter((each) => typeof each === 'string')
  return [{ text: types.join(' or ') || 'anything' }]
}

const FORMATS: Record<string, string> = { uri: 'address', 'date-time': 'time' }

/** The members of an object, or of the objects in a list; null when it has none to show. */
export function membersOf(schema: JsonSchema): { name: string; isRequired: boolean; schema: JsonSchema }[] | null {
  if (schema.type === 'array' && isSchema(schema.items)) return membersOf(schema.items)
  const { properties, required } = schema
  if (!isSchema(properties)) return null
  const needed = Array.isArray(required) ? required : []
  return Object.entries(properties).map(([name, member]) => ({
    name,
    isRequired: needed.includes(name),
    schema: isSchema(member) ? member : {},
  }))
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
