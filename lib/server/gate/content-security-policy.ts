/** The value of a Content-Security-Policy header. */
export type ContentSecurityPolicy = string

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

/** The policy of one page: its scripts carry `nonce`. */
export function contentSecurityPolicy(
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
export function assetSecurityPolicy({ map, isDevelopment }: PolicySources): ContentSecurityPolicy {
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
