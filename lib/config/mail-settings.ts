import { z } from 'zod'

/** The server that takes mails. A loopback or private host is the operator's choice. */
export const smtpUrl = z.url({
  protocol: /^smtps?$/,
  error: 'expected smtp://user:password@host:port, or smtps:// for TLS from the first byte',
})

export type Mailbox = { name: string; address: string }

const MAILBOX = /^(?:"?(?<name>[^"<>\p{Cc}]*?)"?\s*<(?<inside>[^<>\s]+)>|(?<bare>[^<>\s]+))$/u

/** Who sends: `photos@example.org`, or `Map the Paths <photos@example.org>`. */
export const mailbox = z
  .string()
  .trim()
  .max(300)
  .transform((text, context): Mailbox => {
    const { name = '', inside, bare } = MAILBOX.exec(text)?.groups ?? {}
    const address = z.email().safeParse(inside ?? bare)
    if (!address.success) context.addIssue('expected an e-mail address, or Name <address>')
    return { name: name.trim(), address: address.data ?? '' }
  })
