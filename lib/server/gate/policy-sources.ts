import type { Env } from '@/lib/config/env'
import { mapGrounds } from '@/lib/config/map-grounds'
import { DESKTOP_UPLOADER } from '@/lib/server/uploads/desktop-uploader'
import type { PolicySources } from './content-security-policy'

const MAPILLARY_PICTURES = 'https://*.fbcdn.net'

const known = new WeakMap<Env, PolicySources>()

/** What the pages of an instance load from elsewhere, by its environment. */
export function policySources(env: Env): PolicySources {
  const sources = known.get(env) ?? readSources(env)
  known.set(env, sources)
  return sources
}

function readSources(env: Env): PolicySources {
  return {
    pictures: [MAPILLARY_PICTURES, ...originsOf([env.MAPILLARY_IMAGES_URL, env.MAPILLARY_API_URL])],
    map: originsOf([...mapGrounds(env).flatMap(({ light, dark }) => [light, dark]), ...env.MAP_HOSTS]),
    formTargets: [...originsOf([env.MAPILLARY_AUTH_URL]), DESKTOP_UPLOADER.scheme],
    isDevelopment: env.NODE_ENV === 'development',
  }
}

function originsOf(addresses: (string | null | undefined)[]): string[] {
  return addresses.filter((address) => address != null).map((address) => new URL(address).origin)
}
