import type { Profile } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import type { Env } from '@/lib/config/env'
import type { MapillaryClient, MapillaryLogin } from '@/lib/mapillary/types'
import { requireSameState } from './state'

/** Mapillary as a next-auth provider, by the API version that the environment names. */
export function mapillaryProvider(env: Env, mapillary: () => MapillaryClient): OAuthConfig<Profile> {
  const flow = env.MAPILLARY_API === 'v3' ? implicitFlow(env) : codeFlow(env, mapillary)
  return {
    id: 'mapillary',
    name: 'Mapillary',
    type: 'oauth',
    clientId: env.MAPILLARY_CLIENT_ID,
    checks: ['state'],
    authorization: { url: env.MAPILLARY_AUTH_URL, params: flow.params },
    token: {
      async request({ params, checks }) {
        // next-auth leaves the comparison to its OAuth client, which a token request of our own goes around.
        requireSameState(params.state, checks.state)
        const { token, expiresAt } = await flow.findToken(params)
        const end = expiresAt && { expires_at: Math.floor(expiresAt.getTime() / 1000) }
        return { tokens: { access_token: token, token_type: 'bearer', ...end } }
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

type Flow = {
  params: { response_type: string; scope: string; redirect_uri: string }
  findToken: (answer: { access_token?: unknown; code?: string | undefined }) => Promise<MapillaryLogin>
}

/**
 * v3: the token itself comes back in the query or the fragment (docs/mapillary.md), to /login/return, which hands it on as a form,
 * so that no request line of ours holds it for long.
 */
function implicitFlow(env: Env): Flow {
  return {
    params: {
      response_type: 'token',
      scope: 'user:read private:read', // we read; nothing is ever written there
      redirect_uri: new URL('/login/return', env.NEXTAUTH_URL).toString(),
    },
    async findToken({ access_token }) {
      if (!access_token) throw new Error('Mapillary sent no token')
      return { token: String(access_token), expiresAt: null }
    },
  }
}

/** v4: a code comes back, good once, for which the token is asked with our secret in the header (docs/mapillary.md). */
function codeFlow(env: Env, mapillary: () => MapillaryClient): Flow {
  const redirectUri = new URL('/api/auth/callback/mapillary', env.NEXTAUTH_URL).toString()
  return {
    params: { response_type: 'code', scope: 'read', redirect_uri: redirectUri },
    async findToken({ code }) {
      const login = code ? await mapillary().logIn?.(code, redirectUri) : undefined
      if (!login) throw new Error('Mapillary sent no code')
      return login
    },
  }
}
