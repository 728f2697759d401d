import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { sealSession } from '@/lib/server/auth/session-cookie'
import { createLog } from '@/lib/server/log'
import { newToken } from '@/lib/tokens/token'

/** What a log that wrote these lines holds. */
function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const chunks: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  write(createLog('info', stream))
  return chunks.join('')
}

const FIELDS = [
  'authorization',
  'cookie',
  'token',
  'access_token',
  'accessToken',
  'mapillaryToken',
  'secret',
  'password',
]

test.each(FIELDS)('what stands in a field called %s is not written, at any depth that we log', (name) => {
  const text = written((log) => {
    log.info({ [name]: 'v3-token-of-no-form' })
    log.warn({ request: { headers: { [name]: 'v3-token-of-no-form' } }, [name]: 'v3-token-of-no-form' }, 'words')
  })
  expect(text).not.toContain('v3-token-of-no-form')
  expect(text.match(/\[secret\]/g)).toHaveLength(3)
})

test('tokens and cookies are known by their form, wherever they stand', async () => {
  const secrets = [
    newToken().token,
    'MLY|1234567890|abcdef0123456789',
    await sealSession(['only-for-tests-0123456789'], { sub: '7', sid: 'a-random-id' }),
  ]
  for (const secret of secrets) {
    const text = written((log) => {
      log.info({ path: `/x?a=${secret}&b=1` }, `asked for ${secret}`)
      log.error({ err: new Error(`refused: ${secret}`) })
    })
    expect(text).not.toContain(secret)
    expect(text).toContain('/x?a=[secret]&b=1')
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    ).toHaveLength(2)
  }
})
