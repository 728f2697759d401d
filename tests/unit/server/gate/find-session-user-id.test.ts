import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/config/env'
import { sealSession } from '@/lib/server/auth/session-cookie'
import { findSessionUserId } from '@/lib/server/gate/find-session-user-id'

const env = parseEnv({
  DATABASE_URL: 'postgres://a:b@127.0.0.1/c',
  MAPILLARY_CLIENT_ID: 'a',
  MAPILLARY_CLIENT_SECRET: 'b',
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: 'a secret of this test',
  TOKEN_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
})
const session = { id: 1, user: { id: 7, username: 'ada', mapillaryKey: 'k', role: 'user' as const } }

async function requestOfAda(): Promise<IncomingMessage> {
  const request = new IncomingMessage(new Socket())
  const cookie = await sealSession(env.NEXTAUTH_SECRET, { sub: '7', sid: 'session' })
  request.headers.cookie = `next-auth.session-token=${cookie}`
  return request
}

test('a request counts as that of the person whose session goes on', async () => {
  const request = await requestOfAda()
  expect(await findSessionUserId(request, env, { find: async () => session })).toBe(7)
})

test('a session that has ended, and one that cannot be looked up, are nobody', async () => {
  const request = await requestOfAda()
  expect(await findSessionUserId(request, env, { find: async () => null })).toBeNull()
  const away = () => Promise.reject(new Error('the database is away'))
  expect(await findSessionUserId(request, env, { find: away })).toBeNull()
})

test('a cookie that none of the secrets sealed is asked about nowhere', async () => {
  const request = new IncomingMessage(new Socket())
  request.headers.cookie = 'next-auth.session-token=eyJ.nonsense'
  const find = () => Promise.reject(new Error('asked'))
  expect(await findSessionUserId(request, env, { find })).toBeNull()
})
