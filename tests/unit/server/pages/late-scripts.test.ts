import { expect, test } from 'vitest'
import { delayScripts } from '@/lib/server/pages/late-scripts'

const NONCE = 'bm9uY2U='
const OLD = `<script src="/old.js" noModule="" nonce="${NONCE}"></script>`
const DATA = `<script nonce="${NONCE}">self.data = 1</script>`

/** A page as Next.js writes it. */
function pageWith(picture: string): string {
  const head = `<script src="/a.js" async="" nonce="${NONCE}"></script><link rel="preload" as="script" nonce="${NONCE}" href="/b.js"/>`
  return `<html><head>${head}${OLD}</head><body>${picture}${DATA}<script src="/b.js" nonce="${NONCE}" async=""></script></body></html>`
}

test('a page with a picture names its scripts, and asks for none', () => {
  const picture = '<img src="/p" alt="$&amp;" fetchPriority="high"/>'
  const page = delayScripts(pageWith(picture), NONCE, ['/c.css'])
  const [before, after] = page.split(`<script nonce="${NONCE}" data-late="/a.js /b.js" data-sheets="/c.css">`)
  expect(before).toBe(`<html><head>${OLD}</head><body>${picture}${DATA}`)
  expect(after?.endsWith('</script></body></html>')).toBe(true)
})

test.each([
  ['whose pictures may wait', pageWith('<img src="/p" alt=""/>')],
  ['without scripts', '<body><img src="/p" fetchPriority="high"/></body>'],
])('a page %s stays as it is', (_which, page) => {
  expect(delayScripts(page, NONCE)).toBe(page)
})
