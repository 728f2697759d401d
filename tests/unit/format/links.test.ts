import { expect, test } from 'vitest'
import { splitLinks } from '@/lib/format/links'

const hrefs = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? [])

test.each([
  ['an address', 'See https://example.org/a?b=c#d now', ['https://example.org/a?b=c#d']],
  ['the end of a sentence', 'Go to https://example.org/a.', ['https://example.org/a']],
  ['an address in brackets', '(https://example.org/a)', ['https://example.org/a']],
  ['brackets of an address', 'https://example.org/a_(b)', ['https://example.org/a_(b)']],
  ['two addresses', 'http://a.example and https://b.example', ['http://a.example', 'https://b.example']],
  ['no other scheme', 'javascript:alert(1) data:text/html,x ftp://a.example', []],
  ['no address', 'A walk by the lake', []],
  ['an address without a host', 'https://', []],
])('finds %s', (_name, text, found) => {
  expect(hrefs(text)).toEqual(found)
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text)
})
