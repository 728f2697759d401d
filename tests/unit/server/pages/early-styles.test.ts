import { expect, test } from 'vitest'
import { inlineStyles, withoutSheets } from '@/lib/server/pages/early-styles'

const FONT = '@font-face{font-family:I;src:url(../media/i.woff2)format("woff2")}'
const STAND_IN = '@font-face{font-family:S;src:local(Arial)}'

function linkTo(name: string): string {
  return `<link rel="stylesheet" href="/_next/static/${name}.css" nonce="bm8=" data-precedence="next"/>`
}

function inline(sheets: Record<string, string>) {
  const page = `<head>${linkTo('a')}<meta/>${linkTo('b')}<title></title></head>`
  return inlineStyles(page, async (path) => sheets[path.slice('/_next/static/'.length)] ?? null)
}

test('styles stand in the page in their order, without the fonts that would have to be fetched', async () => {
  const { page, sheets } = await inline({ 'a.css': `${FONT}${STAND_IN}.a{content:"$&"}`, 'b.css': '.b{}' })
  expect(page).toBe(
    `<head><style>${STAND_IN}.a{content:"$&"}\n.b{}</style><noscript>${linkTo('a')}${linkTo('b')}</noscript><meta/><title></title></head>`,
  )
  expect(sheets).toEqual(['/_next/static/a.css', '/_next/static/b.css'])
})

test.each([
  ['that is not there', {}],
  ['that would end its element', { 'a.css': '.a{content:"</style>"}', 'b.css': '' }],
  ['that refers to a file beside it', { 'a.css': '.a{background:url(../a.png)}', 'b.css': '' }],
])('a page with a sheet %s stays as it is', async (_which, texts) => {
  const { page, sheets } = await inline(texts)
  expect(page).toBe(`<head>${linkTo('a')}<meta/>${linkTo('b')}<title></title></head>`)
  expect(sheets).toEqual([])
})

test('pictures that stand in a sheet may stay', async () => {
  const { sheets } = await inline({ 'a.css': '.a{background:url("data:image/svg+xml,%3Csvg%3E")}', 'b.css': '' })
  expect(sheets).toHaveLength(2)
})

test('the header keeps what is no sheet', () => {
  const link =
    '</>; rel=preconnect; crossorigin="", </a.css>; rel=preload; as="style"; nonce="bm8=", </p>; rel=preload; as="image"'
  expect(withoutSheets(link)).toBe('</>; rel=preconnect; crossorigin="", </p>; rel=preload; as="image"')
})
