import { escapeMarkup } from '@/lib/format/escape-markup'

type Link = { text: string; url: string }

/** What a mail says, before it is text and HTML. */
export type MailWords = {
  subject: string
  paragraphs: string[]
  list?: Link[]
  action?: Link // the one thing to do
  footer: (string | Link)[]
}

export type WrittenMail = { subject: string; text: string; html: string }

/** Text of other people in one line: no line breaks, control characters, or characters that turn the direction of what follows. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
}

const MOST_OF_SUBJECT = 150

/** The same words as plain text and as HTML, in which nothing that people wrote is markup. */
export function writeMail({ subject, paragraphs, list = [], action, footer }: MailWords): WrittenMail {
  const line = oneLine(subject)
  return {
    subject: line.length > MOST_OF_SUBJECT ? `${line.slice(0, MOST_OF_SUBJECT - 1).toWellFormed()}…` : line,
    text: [
      ...paragraphs,
      list.map(({ text, url }) => `- ${oneLine(text)}\n  ${url}`).join('\n'),
      action ? `${action.text}:\n${action.url}` : '',
      `-- \n${footer.map((part) => (typeof part === 'string' ? part : `${part.text}: ${part.url}`)).join('\n')}\n`,
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
    html: [
      '<!doctype html>',
      `<html lang="en"><head><meta charset="utf-8"><title>${escapeMarkup(line)}</title></head>`,
      '<body style="font-family:sans-serif;line-height:1.5;max-width:36em">',
      ...paragraphs.map((text) => `<p>${inHtml(text)}</p>`),
      ...(list.length > 0 ? [`<ul>${list.map((link) => `<li>${linkInHtml(link)}</li>`).join('\n')}</ul>`] : []),
      ...(action ? [`<p>${linkInHtml(action)}</p>`] : []),
      '<hr>',
      ...footer.map(
        (part) => `<p style="font-size:0.875em">${typeof part === 'string' ? inHtml(part) : linkInHtml(part)}</p>`,
      ),
      '</body></html>',
      '',
    ].join('\n'),
  }
}

function linkInHtml({ text, url }: Link): string {
  return `<a href="${escapeMarkup(url)}">${escapeMarkup(oneLine(text))}</a>`
}

function inHtml(text: string): string {
  return escapeMarkup(text).replaceAll('\n', '<br>')
}
