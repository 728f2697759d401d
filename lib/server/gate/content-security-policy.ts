import { randomBytes } from 'node:crypto'
import type { HeaderSet } from './header-sets'

/** The value of a Content-Security-Policy header. */
type ContentSecurityPolicy = string

/** What pages load from elsewhere. Origins such as `https://tiles.example`, or patterns such as `https://*.fbcdn.net`. */
export type PolicySources = {
  pictures: string[]
  map: string[] // styles, tiles, glyphs, sprites
  formTargets: string[] // where a form of ours may lead in the end: the login at Mapillary, the Desktop Uploader
  isDevelopment: boolean // hot reload evaluates code and opens a socket
}

/** Where the browser tells of what the policy kept from it. */
const REPORTS_PATH = '/api/csp-reports'

/** JOSM's remote control, which opens a place in the editor (https://josm.openstreetmap.de/wiki/Help/RemoteControlCommands). */
const JOSM = 'http://127.0.0.1:8111'

/** What answers get that hold data: nothing in them runs, and nobody frames them. */
const DATA_POLICY = policyText({
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
})

const EMBED_POLICY = policyText({
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"], // the 360° viewer places its elements by style attributes
  'img-src': ["'self'", 'blob:', 'data:'],
  'connect-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ['*'],
})

/** The policy of one answer. A page's holds a nonce of its own. */
export function policyOf(set: HeaderSet, sources: PolicySources): ContentSecurityPolicy {
  switch (set) {
    case 'page':
      return pagePolicy(randomBytes(16).toString('base64'), sources)
    case 'asset':
      return assetPolicy(sources)
    case 'embed':
      return EMBED_POLICY
    case 'data':
    case 'handover':
      return DATA_POLICY
  }
}

/** The nonce of a page's policy; null: it is none of a page. */
export function nonceOf(policy: string | string[] | undefined): string | null {
  return /'nonce-([^']+)'/.exec(String(policy))?.[1] ?? null
}

/** The policy of one page: its scripts carry `nonce`. */
function pagePolicy(
  nonce: string,
  { pictures, map, formTargets, isDevelopment }: PolicySources,
): ContentSecurityPolicy {
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"], // MapLibre, the 360° viewer and React place elements by style attributes
    'img-src': ["'self'", 'data:', 'blob:', ...pictures, ...map],
    'connect-src': ["'self'", JOSM, ...pictures, ...map, ...(isDevelopment ? ['ws:', 'wss:'] : [])],
    'worker-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...formTargets],
    'frame-src': ["'self'"],
    'frame-ancestors': ["'self'"],
    'report-uri': [REPORTS_PATH],
  }
  return policyText(directives)
}

/** The policy of files that pages load. A worker obeys the policy of its own file: MapLibre's fetches tiles and glyphs. */
function assetPolicy({ map, isDevelopment }: PolicySources): ContentSecurityPolicy {
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...(isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"], // of SVG pictures
    'img-src': ["'self'", 'data:', 'blob:', ...map],
    'connect-src': ["'self'", ...map],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'self'"],
  }
  return policyText(directives)
}

function policyText(directives: Record<string, string[]>): ContentSecurityPolicy {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...new Set(sources)].join(' '))
    .join('; ')
}
