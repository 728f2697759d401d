import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { openApi } from '@/lib/server/api/openapi'
import { ROUTES } from '@/lib/server/api/routes'

const document = openApi({ origin: 'https://photos.example' })

describe('the OpenAPI document', () => {
  test('describes every route', () => {
    for (const { path, method, id } of ROUTES) {
      expect(document.paths[path]?.[method.toLowerCase()]).toMatchObject({ operationId: id })
    }
  })

  test('refers only to schemas that it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference)
    const held = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
    expect(references.length).toBeGreaterThan(20)
    expect(held).toEqual(expect.arrayContaining(references))
  })

  test('every schema compiles', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema({ ...document, $id: 'document' })
    for (const name of Object.keys(document.components.schemas)) {
      expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` }), name).not.toThrow()
    }
  })

  test('every path parameter is described', () => {
    for (const { path, params } of ROUTES) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(Object.keys(params.shape).sort(), path).toEqual(names.sort())
    }
  })
})
