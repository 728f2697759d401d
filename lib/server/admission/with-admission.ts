import { AppError, foreignOrigin, notLoggedIn, scopeMissing, unknownToken } from '@/lib/errors'
import type { RateLimitClass } from '@/lib/model/limits'
import { isModerator } from '@/lib/model/people/roles'
import { SCOPES, type Scope } from '@/lib/model/people/scopes'
import { handleErrors } from '@/lib/server/http/handle-errors'
import { isSameOrigin } from '@/lib/server/http/same-origin'
import type { RateLimiter } from '@/lib/server/rate-limits/limiter'
import type { SecurityDetails, SecurityEvent } from '@/lib/server/security-log'
import type { ApiUser, Caller } from './caller'

/** What admission needs from the world. */
export type AdmissionTools = {
  siteUrl: string
  limiter: RateLimiter
  findSession: (request: Request) => Promise<ApiUser | null>
  findTokenCaller: (token: string) => Promise<Caller | null>
  addressOf: (request: Request) => string
  logEvent: (event: SecurityEvent, headers: Headers, details: SecurityDetails) => void
}

/**
 * Who may call. `open`: everybody, and nobody is identified. `public`: everybody, and callers who are identified see their own too.
 * `user`: callers with a session or a token. `token`: callers with a token. `session`: callers with a session. `moderator`: moderators and
 * admins with a session. `admin`: admins with a session.
 */
export type Access = 'open' | 'public' | 'user' | 'token' | 'session' | 'moderator' | 'admin'

export type AdmissionRule = {
  access: Access
  scope: Scope | null // what a token needs
  limit: RateLimitClass | null // null: not counted
}

export type Admitted<Rule extends AdmissionRule> =
  Rule['access'] extends Exclude<Access, 'open' | 'public'> ? Caller : Caller | null

const SAFE_METHODS = ['GET', 'HEAD']

/**
 * Identifies the caller, counts the request, checks what the rule asks for, then lets `respond` answer. Refusals and whatever `respond` throws
 * become `application/problem+json`. Every response has the headers of the rate limit.
 */
export async function withAdmission<Rule extends AdmissionRule>(
  findTools: () => AdmissionTools,
  request: Request,
  rule: Rule,
  respond: (caller: Admitted<Rule>) => Promise<Response>,
): Promise<Response> {
  const limitHeaders: Record<string, string> = {}
  const response = await handleErrors(async () => {
    const caller = await admit(findTools(), request, rule, limitHeaders)
    // `admit` has thrown where the rule wants a caller and there is none, which TypeScript cannot follow.
    return respond(caller as Admitted<Rule>)
  })
  for (const [name, value] of Object.entries(limitHeaders)) response.headers.set(name, value)
  return response
}

/** Fills `limitHeaders`, which a refusal carries too. */
async function admit(
  tools: AdmissionTools,
  request: Request,
  { access, scope, limit }: AdmissionRule,
  limitHeaders: Record<string, string>,
): Promise<Caller | null> {
  const token = access === 'open' ? null : bearerToken(request)
  const caller = await findCaller(tools, request, access)
  if (limit) {
    const subject = caller ? limitSubject(caller) : `address:${tools.addressOf(request)}`
    const { headers, refusal } = await tools.limiter.count(limit, subject)
    Object.assign(limitHeaders, headers)
    if (refusal) throw refusal
  }
  if (caller === null) {
    if (token !== null) {
      tools.logEvent('token_unknown', request.headers, { userId: null })
      throw unknownToken()
    }
    if (access !== 'public' && access !== 'open') throw notLoggedIn()
    return null
  }
  const userId = caller.user.id
  if (scope && !caller.scopes.includes(scope)) {
    tools.logEvent('scope_missing', request.headers, { userId, tokenId: caller.token?.id ?? null, scope })
    throw scopeMissing(scope)
  }
  if (access === 'session' || access === 'moderator' || access === 'admin') requireSession(caller)
  if (access === 'moderator') requireModerator(caller)
  if (access === 'admin') requireAdmin(caller)
  const isByCookie = caller.token === null
  if (isByCookie && !SAFE_METHODS.includes(request.method) && !isSameOrigin(request.headers, tools.siteUrl)) {
    tools.logEvent('origin_refused', request.headers, { userId })
    throw foreignOrigin()
  }
  return caller
}

function requireSession({ token }: Caller): void {
  if (token) throw new AppError('FORBIDDEN', 'This is done in the browser only, not with an API token')
}

function requireModerator({ user }: Caller): void {
  if (!isModerator(user.role)) throw new AppError('FORBIDDEN', 'Only moderators can do that')
}

function requireAdmin({ user }: Caller): void {
  if (user.role !== 'admin') throw new AppError('FORBIDDEN', 'Only admins can do that')
}

/** Who calls, by the token of the request, else by its session cookie. null: nobody who is known, or no longer. */
export async function findCaller(tools: AdmissionTools, request: Request, access: Access): Promise<Caller | null> {
  if (access === 'open') return null
  const token = bearerToken(request)
  if (token !== null) return tools.findTokenCaller(token)
  if (access === 'token') return null
  const user = await tools.findSession(request)
  return user && { user, scopes: SCOPES, token: null }
}

/** The token of an Authorization header, which counts before any cookie. Another scheme is a token that nobody has. */
function bearerToken(request: Request): string | null {
  const header = request.headers.get('authorization')
  return header === null ? null : (/^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '')
}

function limitSubject({ user, token }: Caller): string {
  return token ? `token:${token.id}` : `user:${user.id}`
}
