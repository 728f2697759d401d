import { describe, expect, test } from 'vitest'
import { writeConfirmation, writeDecision, writeNotices } from '@/lib/mail/words'
import { oneLine, writeMail } from '@/lib/mail/write-mail'

const LINKS = {
  siteUrl: 'https://photos.example',
  unsubscribeUrl: 'https://photos.example/mail/unsubscribe/k',
  stopAllUrl: 'https://photos.example/mail/unsubscribe/all',
}
const noticesOf = (...texts: string[]) => texts.map((text, at) => ({ text, path: `/photos/${at + 1}` }))

describe('a text of other people in one line', () => {
  test.for([
    ['a walk\r\nBcc: eve@example.com', 'a walk Bcc: eve@example.com'],
    ['\u0000a\u0007b\u2028c', 'a b c'],
    ['abc\u202Egnp.exe', 'abcgnp.exe'],
    ['👩‍🦯 è', '👩‍🦯 è'],
    ['\ud800x', '\ufffdx'],
  ] as const)('%j', ([text, line]) => {
    expect(oneLine(text)).toBe(line)
  })
})

test('a mail of one notice has its words as the subject', () => {
  const page = { notices: noticesOf('Photo 3 was reported: A face.'), isMore: false, isDigest: false }
  const { subject, text, html } = writeMail(writeNotices(page, LINKS))
  expect(subject).toBe('Photo 3 was reported: A face. · Map the Paths')
  expect(text).toContain('- Photo 3 was reported: A face.\n  https://photos.example/photos/1')
  expect(html).toContain('<a href="https://photos.example/photos/1">Photo 3 was reported: A face.</a>')
})

test('a mail of several counts them, and says when there are more', () => {
  const page = { notices: noticesOf('One.', 'Two.'), isMore: false, isDigest: true }
  expect(writeMail(writeNotices(page, LINKS)).subject).toBe('2 notices · Map the Paths')
  const more = writeMail(writeNotices({ ...page, isMore: true }, LINKS))
  expect(more.subject).toBe('More than 2 notices · Map the Paths')
  expect(more.text).toContain('https://photos.example/notices')
})

test('each mail of notices tells why it comes and how it ends', () => {
  const { text, html } = writeMail(writeNotices({ notices: noticesOf('One.'), isMore: false, isDigest: true }, LINKS))
  for (const part of [text, html]) {
    expect(part).toContain('because you asked Map the Paths at photos.example')
    expect(part).toContain('Stop the daily mail')
    expect(part).toContain('https://photos.example/mail/unsubscribe/k')
    expect(part).toContain('https://photos.example/mail/unsubscribe/all')
    expect(part).toContain('https://photos.example/settings#mail')
  }
})

test('nothing that people wrote is markup', () => {
  const page = { notices: noticesOf('“<img src=x onerror=alert(1)>” & "more"'), isMore: false, isDigest: false }
  const { html } = writeMail(writeNotices(page, LINKS))
  expect(html).not.toContain('<img')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;” &amp; &quot;more&quot;')
})

test('a long subject is cut between characters', () => {
  const { subject } = writeMail({ subject: '👣'.repeat(200), paragraphs: [], footer: [] })
  expect(subject.length).toBeLessThanOrEqual(151)
  expect(subject.endsWith('…')).toBe(true)
})

test('a confirmation names who asked for it, and what to do when it was somebody else', () => {
  const url = 'https://photos.example/mail/confirm?code=abc'
  const { text } = writeMail(writeConfirmation({ username: 'ada\nlovelace', url, siteUrl: LINKS.siteUrl }))
  expect(text).toContain('“ada lovelace” wants notices from Map the Paths (photos.example)')
  expect(text).toContain(url)
  expect(text).toContain('do nothing: no more mail will come')
})

test('a decision gives its reason, line by line', () => {
  const decided = {
    ...{ reportId: 7, reportedAt: new Date('2026-11-20T10:00:00Z'), reason: 'It shows a private place' },
    ...{ decision: 'the photo is hidden', statement: 'A garden.\n<b>Seen</b> from above.' },
  }
  const { subject, text, html } = writeMail(writeDecision({ ...decided, isTurned: false }, LINKS))
  expect(subject).toBe('Your report was decided: the photo is hidden · Map the Paths')
  expect(text).toContain('It shows a private place. It is report 7.')
  expect(html).toContain('A garden.<br>&lt;b&gt;Seen&lt;/b&gt; from above.')
  expect(writeDecision({ ...decided, isTurned: true }, LINKS).paragraphs.join(' ')).toContain(
    'the decision has changed',
  )
})
