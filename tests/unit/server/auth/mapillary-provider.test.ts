import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/config/env'
import { connectMapillary } from '@/lib/mapillary/connect'
import { mapillaryProvider } from '@/lib/server/auth/mapillary-provider'
import { requireSameState } from '@/lib/server/auth/state'

function authorizationOf(version: 'v3' | 'v4') {
  const env = parseEnv({
    DATABASE_URL: 'postgres://unused',
    MAPILLARY_API: version,
    MAPILLARY_API_URL: 'https://service.example',
    MAPILLARY_CLIENT_ID: 'app',
    MAPILLARY_CLIENT_SECRET: 'secret',
    NEXTAUTH_URL: 'https://photos.example',
    NEXTAUTH_SECRET: 'only-for-tests-0123456789',
    TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  })
  return mapillaryProvider(env, () => connectMapillary(env, { publicToken: async () => '' })).authorization
}

test('the login by v4 asks for a code that comes back to the callback address', () => {
  expect(authorizationOf('v4')).toMatchObject({
    url: 'https://www.mapillary.com/connect',
    params: {
      response_type: 'code',
      scope: 'read',
      redirect_uri: 'https://photos.example/api/auth/callback/mapillary',
    },
  })
})

test('the login by v3 asks for the token itself, and only to read', () => {
  expect(authorizationOf('v3')).toMatchObject({
    params: {
      response_type: 'token',
      scope: 'user:read private:read',
      redirect_uri: 'https://photos.example/login/return',
    },
  })
})

test('a login that comes back with the state it set out with goes on', () => {
  expect(() => requireSameState('abc', 'abc')).not.toThrow()
})

test.each([
  { name: 'another state', given: 'abd', expected: 'abc' },
  { name: 'no state', given: undefined, expected: 'abc' },
  { name: 'an empty state', given: '', expected: '' },
  { name: 'a state that nobody set out with', given: 'abc', expected: undefined },
])('a login that comes back with $name did not start here', ({ given, expected }) => {
  expect(() => requireSameState(given, expected)).toThrow('did not start here')
})
