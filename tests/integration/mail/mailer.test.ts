import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createMailer } from '@/lib/mail/mailer'
import { bodyOf, headersOf, startSmtpServer } from '@/tests/support/smtp-server'

const FROM = { name: 'Map the Paths', address: 'photos@example.org' }
const MAIL = {
  id: 7,
  to: 'ada@example.net',
  subject: 'Zwei Brücken',
  text: 'Hello\n',
  html: '<p>Hello</p>',
  unsubscribeUrl: 'https://photos.example/mail/unsubscribe/user-1-abc',
}

async function withServer<T>(
  use: (server: Awaited<ReturnType<typeof startSmtpServer>>) => Promise<T>,
  options: Parameters<typeof startSmtpServer>[0] = {},
): Promise<T> {
  const server = await startSmtpServer(options)
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}

const sendBy = (url: string, mail: Partial<typeof MAIL> = {}) =>
  createMailer({ url, from: FROM }).send({ ...MAIL, ...mail })

test('a mail has text and HTML, and the headers by which a program may end the mail', () =>
  withServer(async (server) => {
    expect(await sendBy(server.url)).toEqual({ state: 'sent' })
    const [{ raw = '', to = [] } = {}] = server.received
    expect(to).toEqual(['ada@example.net'])
    const headers = headersOf(raw)
    expect(headers.get('from')).toBe('Map the Paths <photos@example.org>')
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative/)
    expect(headers.get('list-unsubscribe')).toBe('<https://photos.example/mail/unsubscribe/user-1-abc>')
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('message-id')).toBe('<mail-7@example.org>')
    expect(bodyOf(raw)).toContain('<p>Hello</p>')
  }))

test('what people write makes no header and no recipient', () =>
  withServer(async (server) => {
    const subject = 'A walk\r\nBcc: eve@example.com\r\nX-Evil: yes'
    expect(await sendBy(server.url, { subject })).toEqual({ state: 'sent' })
    const [{ raw = '', to = [] } = {}] = server.received
    expect(to).toEqual(['ada@example.net'])
    expect([...headersOf(raw).keys()]).not.toContain('bcc')
    expect([...headersOf(raw).keys()]).not.toContain('x-evil')
  }))

test('an address with a comma is one recipient, or none', () =>
  withServer(async (server) => {
    await sendBy(server.url, { to: 'ada@example.net, eve@example.com' })
    expect(server.received.flatMap(({ to }) => to)).not.toContain('eve@example.com')
    expect(await sendBy(server.url, { to: '' })).toMatchObject({ state: 'failed' })
  }))

describe('what the server does not take', () => {
  test.for([
    [
      { at: 'recipient', code: 550, words: 'ada@example.net is unknown' },
      { state: 'refused', words: /the address/ },
    ],
    [
      { at: 'recipient', code: 450, words: 'Greylisted' },
      { state: 'later', isServer: false, words: /Greylisted/ },
    ],
    [
      { at: 'mail', code: 554, words: 'Spam' },
      { state: 'failed', words: /Spam/ },
    ],
    [
      { at: 'mail', code: 451, words: 'Full' },
      { state: 'later', isServer: false, words: /Full/ },
    ],
  ] as const)('%o', ([refusal, { words, ...delivery }]) =>
    withServer(async (server) => {
      server.refuse(refusal)
      const result = await sendBy(server.url)
      expect(result).toMatchObject(delivery)
      expect(result).toHaveProperty('words', expect.stringMatching(words))
      expect(JSON.stringify(result)).not.toContain('ada@example.net')
    }),
  )

  test('a line that breaks when all was sent: it may have arrived', () =>
    withServer(async (server) => {
      server.refuse({ at: 'break' })
      expect(await sendBy(server.url)).toMatchObject({ state: 'lost' })
      expect(server.received).toHaveLength(1)
    }))

  test('nobody there', async () => {
    const server = await startSmtpServer()
    await server.close()
    expect(await sendBy(server.url)).toMatchObject({ state: 'later', isServer: true })
  })

  test('somebody who takes connections and says nothing', async () => {
    const silent = createServer()
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    const { port } = silent.address() as AddressInfo
    const url = `smtp://127.0.0.1:${port}?greetingTimeout=50`
    expect(await sendBy(url)).toMatchObject({ state: 'later', isServer: true })
    await new Promise((done) => silent.close(done))
  })

  test('a wrong password', () =>
    withServer(async ({ port }) => {
      expect(await sendBy(`smtp://mtp:wrong@127.0.0.1:${port}`)).toMatchObject({ state: 'later', isServer: true })
    }))
})

describe('TLS', () => {
  test('a certificate that nobody vouches for is not trusted', () =>
    withServer(
      async (server) => {
        expect(await sendBy(server.url)).toMatchObject({ state: 'later', isServer: true })
        expect(server.received).toEqual([])
      },
      { isTls: true },
    ))

  test('the operator may say that it is', () =>
    withServer(
      async ({ port, received }) => {
        const url = `smtps://mtp:right@127.0.0.1:${port}?tls.rejectUnauthorized=false`
        expect(await sendBy(url)).toEqual({ state: 'sent' })
        expect(received).toMatchObject([{ secure: true, user: 'mtp' }])
      },
      { isTls: true },
    ))
})
