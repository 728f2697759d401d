import type { RateLimitClass } from '@/lib/model/limits'
import type { HeaderSet } from './header-sets'

/** What a kind of request may cost, and what its answers carry. */
export type RequestKind = {
  /** What it is counted as, for the person who is logged in, else the address. null: its handler counts it by its caller, or it costs nothing. */
  limit: RateLimitClass | null
  maxBodyBytes: number
  headers: HeaderSet
  /** Whether the requests of one caller wait for each other when there are many at once. */
  takesTurns: boolean
}

const KB = 1_000
const MB = 1_000_000

export const REQUEST_KINDS = {
  page: { limit: 'page', maxBodyBytes: MB, headers: 'page', takesTurns: true }, // server actions too
  login: { limit: 'login', maxBodyBytes: 64 * KB, headers: 'page', takesTurns: true },
  api: { limit: null, maxBodyBytes: MB, headers: 'data', takesTurns: true },
  original: { limit: null, maxBodyBytes: 2_000 * MB, headers: 'data', takesTurns: true },
  consent: { limit: 'write', maxBodyBytes: 64 * KB, headers: 'handover', takesTurns: true },
  embed: { limit: null, maxBodyBytes: KB, headers: 'embed', takesTurns: true },
  steps: { limit: 'steps', maxBodyBytes: 8 * MB, headers: 'data', takesTurns: false }, // Inngest sends the results of earlier steps along
  probe: { limit: null, maxBodyBytes: KB, headers: 'data', takesTurns: false },
  asset: { limit: null, maxBodyBytes: KB, headers: 'asset', takesTurns: false },
} as const satisfies Record<string, RequestKind>

export type RequestKindName = keyof typeof REQUEST_KINDS

/**
 * Every route and page with its kind, named as Next.js names its folders; `**` stands for everything below. The first row that fits counts.
 * A test compares this table with the folders of `app/`.
 */
export const REQUEST_TABLE: [path: string, kind: RequestKindName][] = [
  ['/api/auth/**', 'login'],
  ['/api/inngest', 'steps'],
  ['/api/v1/photos/[photoId]/original', 'original'],
  ['/api/v1/original-uploads/[uploadId]', 'original'],
  ['/api/v1/**', 'api'],
  ['/api/stac', 'api'],
  ['/api/stac/**', 'api'],
  ['/api/suggestions', 'api'],
  ['/api/map-style', 'api'],
  ['/api/importable-sequences', 'api'],
  ['/api/importable-sequences/**', 'api'],
  ['/api/csp-reports', 'api'],
  ['/feeds/notices/[userId]/[key]', 'api'],
  ['/mail/confirmations', 'api'],
  ['/mail/unsubscribe/[key]', 'api'], // also by mail providers, without cookies and from any origin
  ['/oembed', 'api'],
  ['/healthz', 'probe'],
  ['/readyz', 'probe'],
  ['/tiles.json', 'api'],
  ['/tiles/**', 'api'],
  ['/robots.txt', 'api'],
  ['/sitemap.xml', 'api'],
  ['/sitemaps/[piece]', 'api'],
  ['/.well-known/security.txt', 'api'],
  ['/photos/[photoId]/preview.jpg', 'api'],
  ['/embed/photos/[photoId]', 'embed'],
  ['/accounts/authorize/decide', 'consent'],
  ['/accounts/check-mtpu-google-oauth', 'consent'],
  ['/accounts/check-mtpu-mapillary-oauth', 'consent'],
  ['/exchange_token', 'consent'],
  ['/accounts/authorize', 'page'],
  ['/login', 'page'],
  ['/login/invitation', 'page'],
  ['/login/return', 'page'],
  ['/', 'page'],
  ['/about', 'page'],
  ['/admin', 'page'],
  ['/admin/announcements', 'page'],
  ['/admin/areas', 'page'],
  ['/admin/limits', 'page'],
  ['/admin/people', 'page'],
  ['/admin/reports', 'page'],
  ['/admin/work', 'page'],
  ['/docs/api', 'page'],
  ['/offline', 'page'],
  ['/favourites', 'page'],
  ['/import', 'page'],
  ['/imports', 'page'],
  ['/imports/[importId]', 'page'],
  ['/leaderboard', 'page'],
  ['/mail/confirm', 'page'],
  ['/mail/unsubscribe', 'page'],
  ['/notices', 'page'],
  ['/photos', 'page'],
  ['/photos/[photoId]', 'page'],
  ['/privacy', 'page'],
  ['/reports/[reportId]', 'page'],
  ['/restore', 'page'],
  ['/sequences', 'page'],
  ['/sequences/[sequenceId]', 'page'],
  ['/settings', 'page'],
  ['/settings/deleted', 'page'],
  ['/suspended', 'page'],
  ['/tag-types', 'page'],
  ['/terms', 'page'],
  ['/users/[username]', 'page'],
  ['/vault', 'page'],
  ['/viewpoints', 'page'],
  ['/_next/**', 'asset'],
  ['/embed/**', 'asset'],
  ['/map/**', 'asset'],
  ['/maplibre/**', 'asset'],
  ['/signs/**', 'asset'],
  ['/icons/**', 'asset'],
  ['/sw.js', 'asset'],
  ['/manifest.webmanifest', 'asset'],
  ['/apple-icon.png', 'asset'],
  ['/takeout/**', 'asset'],
  ['/favicon.ico', 'asset'],
  ['/icon.svg', 'asset'],
]

const rows = REQUEST_TABLE.map(([path, kind]) => ({ path, kind, pattern: patternOf(path) }))

/** The row of a path such as `/photos/12`, with or without a slash at its end. What no row knows is a page: the one that says "not found". */
export function findRequestRow(pathname: string): { path: string; kind: RequestKindName } {
  const path = pathname.length > 1 ? pathname.replace(/\/$/, '') : pathname
  return rows.find(({ pattern }) => pattern.test(path)) ?? { path: '(none)', kind: 'page' }
}

function patternOf(path: string): RegExp {
  const source = path
    .replaceAll('.', '\\.')
    .replaceAll('**', '.+')
    .replaceAll(/\[\w+\]/g, '[^/]+')
  return new RegExp(`^${source}$`)
}
