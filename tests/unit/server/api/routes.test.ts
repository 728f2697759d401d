import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { METHODS, type Method, type RouteDefinition } from '@/lib/server/api/definition'
import { ROUTES } from '@/lib/server/api/routes'
import { pathOfFile } from '@/tests/support/app-routes'

const app = join(import.meta.dirname, '../../../../app')

type Endpoint = { route?: RouteDefinition }
type Served = { file: string; path: string; endpoints: Record<string, Endpoint> }

/** Every route file that belongs to the API, with the path that Next.js serves it at. `sequence/` is the Desktop Uploader's own contract. */
async function servedRoutes(): Promise<Served[]> {
  const files = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter(
      (file) =>
        /^(api\/v1\/(?!sequence\/).*|api\/stac\/(.*\/)?|healthz\/|readyz\/)route\.ts$/.test(file) &&
        !file.includes('[...'),
    )
  return Promise.all(
    files.map(async (file) => ({
      file,
      path: pathOfFile(file),
      endpoints: await import(join(app, file)),
    })),
  )
}

const served = await servedRoutes()
const nameOf = ({ method, path }: { method: Method; path: string }) => `${method} ${path}`

describe('the definitions and the routes are the same', () => {
  test.each(served)('$path answers every method, those of its definitions by them', ({ path, endpoints }) => {
    for (const method of METHODS) {
      const defined = ROUTES.find((route) => route.path === path && route.method === method)
      expect(endpoints[method], `${method} is exported`).toBeTypeOf('function')
      expect(endpoints[method]?.route, nameOf({ method, path })).toBe(defined)
    }
    expect(endpoints.HEAD).toBe(endpoints.GET)
    expect(endpoints.OPTIONS).toBeTypeOf('function')
  })

  test('every definition is served', () => {
    const found = served.flatMap(({ endpoints }) => METHODS.flatMap((method) => endpoints[method]?.route ?? []))
    expect(found.map(nameOf).sort()).toEqual(ROUTES.map(nameOf).sort())
  })

  test('no two definitions share a name', () => {
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length)
  })
})
