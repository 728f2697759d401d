import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/config/env'

const RIGHT = {
  DATABASE_URL: 'postgres://user:password@127.0.0.1:5432/map_the_paths',
  MAPILLARY_API: 'v3',
  MAPILLARY_API_URL: 'http://127.0.0.1:4000/v3',
  MAPILLARY_CLIENT_ID: 'demo',
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
  NEXTAUTH_SECRET: '0123456789abcdef',
  TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
}

test('what is not given has the documented default', () => {
  expect(parseEnv(RIGHT)).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    MAPILLARY_IMAGES_URL: 'https://images.mapillary.com',
    MAPILLARY_COMPUTED_COORDINATES: true,
    PHOTO_SOURCE: 'auto',
  })
})

test('an empty variable counts as not given', () => {
  expect(parseEnv({ ...RIGHT, PHOTO_SOURCE: '' }).PHOTO_SOURCE).toBe('auto')
})

test('a direct address says that there is a pooler at the other one', () => {
  const direct = 'postgres://user:password@db:5432/map_the_paths'
  const { DATABASE_URL, DATABASE_URL_DIRECT } = parseEnv({ ...RIGHT, DATABASE_URL_DIRECT: direct })
  expect(DATABASE_URL).toBe(`${RIGHT.DATABASE_URL}?pgbouncer=true`)
  expect(DATABASE_URL_DIRECT).toBe(direct)
  expect(parseEnv(RIGHT)).toMatchObject({ DATABASE_URL: RIGHT.DATABASE_URL, DATABASE_URL_DIRECT: RIGHT.DATABASE_URL })
})

test.each([
  [
    'NEXTAUTH_URL',
    'https://example.org/mtp',
    'NEXTAUTH_URL: read "https://example.org/mtp", expected a scheme and a host only: the site is not served under a path',
  ],
  ['NEXTAUTH_URL', 'https://example.org/?a=b', 'NEXTAUTH_URL: read "https://example.org/?a=b", expected a scheme and'],
  ['NEXTAUTH_URL', 'example.org', 'NEXTAUTH_URL: read "example.org", expected an http(s) URL'],
  ['PORT', 'eighty', 'PORT: read "eighty", expected a port number'],
  ['PHOTO_SOURCE', 'disk', 'PHOTO_SOURCE: read "disk", expected auto, backup or mapillary'],
  ['MAPILLARY_COMPUTED_COORDINATES', 'yes', 'MAPILLARY_COMPUTED_COORDINATES: read "yes", expected true or false'],
  ['MAP_STYLE_URL', 'streets', 'MAP_STYLE_URL: read "streets", expected an http(s) URL, or bundled'],
  ['MAP_STYLES', 'Aerial', 'MAP_STYLES: read "Aerial", expected Name=https://…, Name=https://…, each name once'],
  ['MAP_STYLES', 'Plain=https://a.example', 'MAP_STYLES: read "Plain=https://a.example", expected Name='],
  ['MAP_HOSTS', 'a.example', 'MAP_HOSTS: read "a.example", expected an http(s) URL'],
  ['SMTP_URL', 'mail.example.org', 'SMTP_URL: read a value that does not fit, expected smtp://user:password@host:port'],
  [
    'MAIL_FROM',
    'Photos <example.org>',
    'MAIL_FROM: read "Photos <example.org>", expected an e-mail address, or Name <address>',
  ],
  ['MAIL_FROM', 'a@example.org\r\nBcc: b@example.org', 'expected an e-mail address, or Name <address>'],
  ['MAPILLARY_API_URL', 'graph', 'MAPILLARY_API_URL: read "graph", expected an http(s) URL'],
  [
    'TOKEN_ENCRYPTION_KEY',
    'c2hvcnQ=',
    'TOKEN_ENCRYPTION_KEY: read a value that does not fit, expected 32 bytes in base64',
  ],
  [
    'TOKEN_ENCRYPTION_KEY',
    `${RIGHT.TOKEN_ENCRYPTION_KEY},c2hvcnQ=`,
    'TOKEN_ENCRYPTION_KEY: entry 2 of the list: read a value that does not fit, expected 32 bytes in base64',
  ],
  [
    'NEXTAUTH_SECRET',
    '0123456789abcdef, short',
    'NEXTAUTH_SECRET: entry 2 of the list: read a value that does not fit, expected at least 16 characters',
  ],
])('a wrong %s is named with what was read and what was expected', (name, value, message) => {
  expect(() => parseEnv({ ...RIGHT, [name]: value })).toThrow(message)
})

test('secrets are lists, for times of change', () => {
  const { NEXTAUTH_SECRET, TOKEN_ENCRYPTION_KEY } = parseEnv({
    ...RIGHT,
    NEXTAUTH_SECRET: 'a newer secret of 2026, 0123456789abcdef',
    TOKEN_ENCRYPTION_KEY: `${Buffer.alloc(32, 2).toString('base64')},${RIGHT.TOKEN_ENCRYPTION_KEY}`,
  })
  expect(NEXTAUTH_SECRET).toEqual(['a newer secret of 2026', '0123456789abcdef'])
  expect(TOKEN_ENCRYPTION_KEY).toEqual([Buffer.alloc(32, 2), Buffer.alloc(32, 1)])
})

test('v4 is what is spoken unless v3 is asked for, and needs a client secret', () => {
  const { MAPILLARY_API: _, ...v4 } = RIGHT
  expect(() => parseEnv(v4)).toThrow('MAPILLARY_CLIENT_SECRET: read nothing, expected the client secret')
  expect(parseEnv({ ...v4, MAPILLARY_CLIENT_SECRET: 'secret' }).MAPILLARY_API).toBe('v4')
})

test('v3 is spoken only where its address is named', () => {
  const { MAPILLARY_API_URL: _, ...without } = RIGHT
  expect(() => parseEnv(without)).toThrow('MAPILLARY_API_URL: read nothing, expected where v3 is still spoken')
})

test('a secret that is wrong is not repeated', () => {
  expect(() => parseEnv({ ...RIGHT, DATABASE_URL: 'mysql://me:hunter2@host/db' })).toThrow(
    /^(?!.*hunter2)DATABASE_URL: /,
  )
})

test('a client token of Mapillary that is none is named, and not repeated', () => {
  const wrong = { ...RIGHT, MAPILLARY_CLIENT_TOKEN: 'secret-of-another-kind' }
  expect(() => parseEnv(wrong)).toThrow(
    /^MAPILLARY_CLIENT_TOKEN: read a value that does not fit, expected the client token/,
  )
  expect(parseEnv({ ...RIGHT, MAPILLARY_CLIENT_TOKEN: 'MLY|1|2' }).MAPILLARY_CLIENT_TOKEN).toBe('MLY|1|2')
})

test.each([
  { INNGEST_DEV: '1', HOST: '0.0.0.0' },
  { INNGEST_DEV: 'true', INNGEST_BASE_URL: 'http://inngest:8288' },
  { INNGEST_DEV: 'http://192.168.1.2:8288' },
])('an Inngest without signatures is refused in production when others can reach it: %o', (set) => {
  expect(() => parseEnv({ ...RIGHT, NODE_ENV: 'production', ...set })).toThrow(/^INNGEST_DEV: read "[^\n]*$/)
  expect(() => parseEnv({ ...RIGHT, NODE_ENV: 'development', ...set })).not.toThrow()
})

test.each([
  { INNGEST_DEV: '1' },
  { INNGEST_DEV: 'http://localhost:8288', HOST: '::1' },
  { INNGEST_DEV: '0', HOST: '0.0.0.0' },
  { HOST: '0.0.0.0' },
])('an Inngest on this machine alone, or with signatures, is fine in production: %o', (set) => {
  expect(() => parseEnv({ ...RIGHT, NODE_ENV: 'production', ...set })).not.toThrow()
})

test('mail needs a server and a sender, and the password of the server is not repeated', () => {
  const SMTP_URL = 'smtp://mtp:hunter2@127.0.0.1:2525'
  expect(() => parseEnv({ ...RIGHT, SMTP_URL })).toThrow('MAIL_FROM: read nothing, expected together with SMTP_URL')
  expect(parseEnv({ ...RIGHT, SMTP_URL, MAIL_FROM: 'photos@example.org' })).toMatchObject({
    ...{ SMTP_URL, MAIL_FROM: { name: '', address: 'photos@example.org' } },
  })
  const { MAIL_FROM } = parseEnv({ ...RIGHT, SMTP_URL, MAIL_FROM: '"Map the Paths" <photos@example.org>' })
  expect(MAIL_FROM).toEqual({ name: 'Map the Paths', address: 'photos@example.org' })
  expect(() => parseEnv({ ...RIGHT, SMTP_URL: 'http://mtp:hunter2@host' })).toThrow(/^(?!.*hunter2)SMTP_URL: /)
})
