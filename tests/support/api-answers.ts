import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { RouteDefinition } from '@/lib/server/api/definition'
import { openApi } from '@/lib/server/api/openapi'

const document = openApi({ origin: 'http://mtp.test', strict: true })
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema({ ...document, $id: 'document' })
const compiled = new Map<string, ValidateFunction>()

/** What is wrong with an answer by the OpenAPI document, member for member; null: nothing. */
export async function problemOfAnswer(route: RouteDefinition, answer: Response): Promise<string | null> {
  const operation = document.paths[route.path]?.[route.method.toLowerCase()]
  const described = operation?.responses[String(answer.status)]
  if (!described) return `${answer.status} is not described`
  const body = await answer.text()
  if (/\n\s+at .+:\d+:\d+|node_modules/.test(body)) return 'the answer holds a stack'
  const types = Object.keys(described.content ?? {})
  if (types.length === 0) return body === '' ? null : 'a body where none is described'
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  if (!types.includes(type)) return `${type} instead of ${types.join(' or ')}`
  const reference = described.content?.[type]?.schema?.$ref
  return typeof reference === 'string' ? problemOfJson(reference, JSON.parse(body)) : null
}

function problemOfJson(reference: string, value: unknown): string | null {
  const validate = compiled.get(reference) ?? ajv.compile({ $ref: `document${reference}` })
  compiled.set(reference, validate)
  return validate(value) ? null : ajv.errorsText(validate.errors, { separator: '; ' })
}
