import { createHash, timingSafeEqual } from 'node:crypto'
import type { Profile } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Env } from '@/lib/env'
import type { MapillaryClient } from '@/lib/mapillary/types'

/**
 * Mapillary v3 as a next-auth provider: the implicit flow, in which the token itself comes back in the query or the fragment
 * (mapillary.md 1.1). It comes back to /login/return, which hands it on as a form, so that no request line of ours holds it for long.
 */
export function mapillaryProvider(env: Env, mapillary: () => MapillaryClient): OAuthConfig<Profile> {
  return {
    id: 'mapillary',
    name: 'Mapillary',
    type: 'oauth',
    clientId: env.MAPILLARY_CLIENT_ID,
    checks: ['state'],
    authorization: {
      url: env.MAPILLARY_AUTH_URL,
      params: {
        response_type: 'token',
        scope: 'user:read public:write private:read',
        redirect_uri: new URL('/login/return', env.NEXTAUTH_URL).toString(),
      },
    },
    token: {
      async request({ params, checks }) {
        // next-auth leaves the comparison to its OAuth client, which a token request of our own goes around (stack.md 4).
        if (!params.state || !checks.state || !isSame(params.state, checks.state))
          throw new Error('The login did not start here')
        if (!params.access_token) throw new Error('Mapillary sent no token')
        return { tokens: { access_token: String(params.access_token), token_type: 'bearer' } }
      },
    },
    userinfo: {
      async request({ tokens }) {
        const { key, username } = await mapillary().getMe(tokens.access_token ?? '')
        return { sub: key, name: username }
      },
    },
    profile: ({ sub, name }) => ({ id: sub ?? '', name: name ?? null }),
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
