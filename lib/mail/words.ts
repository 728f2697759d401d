import { formatDate } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { CONFIRMATION_HOURS } from '@/lib/model/people/mail'
import type { ListedNotice } from '@/lib/notices/list-notices'
import { type MailWords, oneLine } from './write-mail'

const SITE = 'Map the Paths'

type Links = { siteUrl: string; unsubscribeUrl: string }

/** Asks whether somebody wants mail at this address. */
export function writeConfirmation({
  username,
  url,
  siteUrl,
}: {
  username: string
  url: string
  siteUrl: string
}): MailWords {
  const { host } = new URL(siteUrl)
  return {
    subject: `Confirm your e-mail address for ${SITE}`,
    paragraphs: [
      `“${oneLine(username)}” wants notices from ${SITE} (${host}) to be sent to this address.`,
      `If that is you, open the page below within ${CONFIRMATION_HOURS} hours and press its button. If it is not, do nothing: no more mail will come.`,
    ],
    action: { text: 'Confirm this address', url },
    footer: [`Sent by ${SITE} at ${host}.`],
  }
}

/** Tells what happened. A mail of one notice has its words as the subject. */
export function writeNotices(
  { notices, isMore, isDigest }: { notices: Pick<ListedNotice, 'text' | 'path'>[]; isMore: boolean; isDigest: boolean },
  { siteUrl, unsubscribeUrl, stopAllUrl }: Links & { stopAllUrl: string },
): MailWords {
  const [first] = notices
  const count = isMore ? `More than ${notices.length} notices` : formatPlural(notices.length, 'notice')
  const page = new URL('/notices', siteUrl).href
  return {
    subject: notices.length === 1 && first ? `${first.text} · ${SITE}` : `${count} · ${SITE}`,
    paragraphs: [isDigest ? 'What happened to what is yours since the last mail:' : 'This may need you:'],
    list: notices.map(({ text, path }) => ({ text, url: new URL(path, siteUrl).href })),
    action: { text: isMore ? 'All notices: there are more than this mail holds' : 'All notices', url: page },
    footer: [
      `You get this because you asked ${SITE} at ${new URL(siteUrl).host} for notices by mail.`,
      { text: 'Choose which mail you get', url: new URL('/settings#mail', siteUrl).href },
      { text: isDigest ? 'Stop the daily mail' : 'Stop mail at once', url: unsubscribeUrl },
      { text: 'Stop all mail', url: stopAllUrl },
    ],
  }
}

type Decided = {
  reportId: number
  reportedAt: Date
  reason: string
  decision: string
  statement: string
  isTurned: boolean // they were told another decision before
}

/** Tells whoever reported something what was decided. */
export function writeDecision(
  { reportId, reportedAt, reason, decision, statement, isTurned }: Decided,
  { siteUrl, unsubscribeUrl }: Links,
): MailWords {
  const { host } = new URL(siteUrl)
  return {
    subject: `${isTurned ? 'The decision about your report has changed' : 'Your report was decided'}: ${decision} · ${SITE}`,
    paragraphs: [
      `On ${formatDate(reportedAt)} you reported something on ${SITE} (${host}): ${reason}. It is report ${reportId}.`,
      isTurned
        ? `It was looked at once more, and the decision has changed: ${decision}.`
        : `It was decided: ${decision}.`,
      ...(statement === '' ? [] : [`The reason that was given: ${statement}`]),
      isTurned
        ? 'The page that you were shown after the report tells all of it.'
        : 'Whoever was reported may appeal. The page that you were shown after the report tells how it goes on.',
    ],
    footer: [
      `You get this because this address was left with the report.`,
      { text: 'Erase this address from all reports', url: unsubscribeUrl },
    ],
  }
}
