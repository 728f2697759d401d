import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROUTES } from '@/lib/server/api/routes'

const app = join(import.meta.dirname, '../../app')
// Of next-auth and of Inngest, who guard their own; and what answers where there is nothing.
const NOT_OURS = /^(api\/auth\/|api\/inngest\/|api\/v1\/\[\.\.\.)/

/** The address that a route file answers at. */
export function pathOfFile(file: string): string {
  const path = `/${file.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')}`
  return path === '/api/v1/takeouts/{takeoutId}/zip' ? '/api/v1/takeouts/{takeoutId}.zip' : path // a rewrite in next.config.mjs
}

/** Every route file of ours with its methods, as `GET /api/v1/photos/{photoId}`. */
export function appRoutes(): string[] {
  return readdirSync(app, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('route.ts') && !NOT_OURS.test(file))
    .flatMap((file) => {
      const path = pathOfFile(file)
      const source = readFileSync(join(app, file), 'utf8')
      const written = [...source.matchAll(/export (?:async )?function (GET|POST|PUT|PATCH|DELETE)\b/g)]
      const methods = written.map(([, method]) => method)
      const served = ROUTES.filter((route) => route.path === path).map(({ method }) => method)
      return [...methods, ...served].map((method) => `${method} ${path}`)
    })
    .sort()
}
