import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Tokens } from '../tokens'
import type { Answer } from '../v3/answer'
import { badRequest, expiredToken, unknownToken } from './answer'

export type Codes = {
  /** A code for this user, good once and for ten minutes, and only at this address. */
  give(username: string, redirectUri: string): string
  take(code: string, redirectUri: string): string | null
}

const CODE_MS = 10 * 60_000

export function createCodes(now: () => number): Codes {
  const given = new Map<string, { username: string; redirectUri: string; until: number }>()
  return {
    give(username, redirectUri) {
      const code = randomBytes(24).toString('base64url')
      given.set(code, { username, redirectUri, until: now() + CODE_MS })
      return code
    },
    take(code, redirectUri) {
      const found = given.get(code)
      given.delete(code)
      return found && found.redirectUri === redirectUri && found.until > now() ? found.username : null
    },
  }
}

const Form = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    client_id: z.string(),
    code: z.string(),
    redirect_uri: z.string(),
  }),
  z.object({ grant_type: z.literal('refresh_token'), client_id: z.string(), refresh_token: z.string() }),
])

type Options = { codes: Codes; tokens: Tokens; clientId: string; clientSecret: string; tokenSeconds: number }

/** POST /token: a token for a code, or a newer token for one that still holds (docs/mapillary.md). */
export function answerToken(
  body: string,
  authorization: string | undefined,
  { codes, tokens, clientId, clientSecret, tokenSeconds }: Options,
): Answer {
  if (authorization !== `OAuth ${clientSecret}`) return unknownToken
  const form = Form.safeParse(Object.fromEntries(new URLSearchParams(body))).data
  if (!form || form.client_id !== clientId) return badRequest('Invalid token request')
  const isCode = form.grant_type === 'authorization_code'
  const username = isCode ? codes.take(form.code, form.redirect_uri) : tokens.read(form.refresh_token)
  if (username === null) return isCode ? badRequest('Invalid authorization code') : expiredToken
  const access_token = tokens.mint(username, tokenSeconds)
  return { status: 200, body: { access_token, expires_in: tokenSeconds, token_type: 'bearer' } }
}
