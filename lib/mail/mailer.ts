import { PassThrough } from 'node:stream'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { Mailbox } from '@/lib/config/mail-settings'
import { oneLine } from './write-mail'

export type OutgoingMail = {
  id: number
  to: string
  subject: string
  text: string
  html: string
  unsubscribeUrl: string | null // takes a POST without a log-in (RFC 8058)
}

/**
 * What became of it. `refused`: the server does not take mail for this address. `failed`: it does not take this mail. `later`: it may be tried
 * again; `isServer`: no other mail will be taken now either. `lost`: the line broke when all of it had been sent, so it may have arrived.
 */
export type Delivery =
  | { state: 'sent' }
  | { state: 'refused' | 'failed' | 'lost'; words: string }
  | { state: 'later'; words: string; isServer: boolean }

export type Mailer = { send: (mail: OutgoingMail) => Promise<Delivery> }

const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 5_000 }
const MOST_WORDS = 300

/** Sends by the SMTP server of `url`. Never throws for what the server or the line does. */
export function createMailer({ url, from }: { url: string; from: Mailbox }): Mailer {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    async send({ id, to, subject, text, html, unsubscribeUrl }) {
      const transport = createTransport({ url, ...TIMEOUTS, disableFileAccess: true, disableUrlAccess: true })
      let isHandedOver = false
      transport.use('stream', ({ message }, done) => {
        const noteEnd = (after: () => void) => {
          isHandedOver = true
          after()
        }
        message.transform(new PassThrough({ flush: noteEnd }))
        done()
      })
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          ...{ subject, text, html },
          messageId: `<mail-${id}@${domain}>`, // the same at each try, so that servers recognise it
          headers: { 'Auto-Submitted': 'auto-generated', ...unsubscribeHeaders(unsubscribeUrl) },
        })
        return { state: 'sent' }
      } catch (error) {
        return deliveryAfter(SmtpError.parse(error), { to, isHandedOver })
      }
    },
  }
}

function unsubscribeHeaders(url: string | null) {
  if (url === null) return {}
  const prepared = (value: string) => ({ prepared: true, value }) // neither folded nor encoded
  return { 'List-Unsubscribe': prepared(`<${url}>`), 'List-Unsubscribe-Post': prepared('List-Unsubscribe=One-Click') }
}

/** https://nodemailer.com/errors */
const SmtpError = z.object({
  message: z.string(),
  code: z.string().optional(),
  command: z.string().optional(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
})

type Circumstances = { to: string; isHandedOver: boolean }

function deliveryAfter(
  { message, code, command, response, responseCode }: z.infer<typeof SmtpError>,
  { to, isHandedOver }: Circumstances,
): Delivery {
  // Servers like to repeat the address, which is no business of whoever reads about troubles.
  const words = oneLine(response ?? message)
    .replaceAll(to, 'the address')
    .slice(0, MOST_WORDS)
  if (responseCode === undefined && isHandedOver) return { state: 'lost', words }
  if (code === 'EENVELOPE' && command === 'API') return { state: 'failed', words } // no server was asked: this is no address
  const isForGood = responseCode !== undefined && responseCode >= 500
  if (isForGood && command === 'RCPT TO' && isAboutAddress(response ?? '')) return { state: 'refused', words }
  if (isForGood && command === 'DATA') return { state: 'failed', words }
  return { state: 'later', words, isServer: command !== 'RCPT TO' && command !== 'DATA' }
}

/**
 * Whether a server refuses because of the address, and not because of us: one that does not let us send to anybody must not cost everybody their
 * address. By the enhanced status code (RFC 3463: 5.1 is about addresses, 5.2 about mailboxes), else by the plain one.
 */
function isAboutAddress(response: string): boolean {
  const [, code = '', subject] = /^(5\d\d)[ -](?:5\.(\d)\.\d)?/.exec(response) ?? []
  if (subject !== undefined) return subject === '1' || subject === '2'
  return ['550', '551', '552', '553'].includes(code) && !/relay/i.test(response)
}
