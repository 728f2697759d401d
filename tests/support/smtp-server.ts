import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'

/** What the server says instead of taking a mail: to a recipient, to the end of the mail, or nothing more at all. */
type Refusal = { at: 'recipient' | 'mail'; code: number; words: string } | { at: 'break' } | null

type ReceivedMail = { to: string[]; raw: string; secure: boolean; user: string | undefined }

const [cert, key] = ['cert', 'key'].map((name) =>
  readFileSync(join(import.meta.dirname, `../fixtures/tls/localhost.${name}.pem`)),
)

const failure = ({ code, words }: { code: number; words: string }) =>
  Object.assign(new Error(words), { responseCode: code })

/** A real SMTP server on loopback. It remembers what it was sent; `refuse` says what it does not take. */
export async function startSmtpServer({ isTls = false, port: wanted = 0 }: { isTls?: boolean; port?: number } = {}) {
  const received: ReceivedMail[] = []
  let refusal: Refusal = null
  const server = new SMTPServer({
    ...{ secure: isTls, cert, key, authOptional: true, allowInsecureAuth: true, disableReverseLookup: true },
    hideSTARTTLS: !isTls,
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('Wrong password')),
    onRcptTo: (_address, _session, done) => done(refusal?.at === 'recipient' ? failure(refusal) : null),
    onData(stream, { envelope, secure, user }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (refusal?.at === 'mail') return done(failure(refusal))
        const to = envelope.rcptTo.map(({ address }) => address)
        received.push({ to, raw: Buffer.concat(chunks).toString('utf8'), secure, user })
        if (refusal?.at !== 'break') return done(null)
        for (const connection of server.connections) connection.close()
      })
    },
  })
  server.on('error', () => undefined) // of connections that a test breaks
  await new Promise<void>((listening) => server.listen(wanted, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp${isTls ? 's' : ''}://127.0.0.1:${port}`,
    port,
    received,
    refuse(next: Refusal) {
      refusal = next
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
}

/** The headers of a mail by their names in lower case, unfolded, without the encoding of RFC 2047. */
export function headersOf(raw: string): Map<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  return new Map(
    head.split('\r\n').map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), withoutWords(line.slice(at + 1).trim())]
    }),
  )
}

/** What stands in a mail, with quoted-printable undone. */
export function bodyOf(raw: string): string {
  return fromQuoted(raw.slice(raw.indexOf('\r\n\r\n')).replaceAll('=\r\n', ''))
}

function withoutWords(value: string): string {
  return value
    .replaceAll('?= =?', '?==?')
    .replaceAll(/=\?UTF-8\?Q\?(.*?)\?=/g, (_, word: string) => fromQuoted(word.replaceAll('_', ' ')))
}

function fromQuoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
