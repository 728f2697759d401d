import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { random } from '@/demo/random'
import { bytesOf, createTemplate, fillGzip, fillTemplate } from '@/lib/server/pages/page-template'

const FIRST = 'AAAAAAAAAAAAAAAAAAAAAA=='
const OTHER = 'q83vEjRWeJq83vEjRWeJqw=='

/** A page of much the same words again and again, longer than what deflate looks back to. */
function pageWith(nonce: string, parts = 40): string {
  const next = random('page')
  const words = () => Array.from({ length: 200 }, () => `word-${Math.floor(next() * 500)} é`).join(' ')
  const script = () => `<script nonce="${nonce}">self.push("${words()}")</script>`
  return `<html>${Array.from({ length: parts }, script).join('')}</html>`
}

async function templateOf(page: string, nonce = FIRST) {
  const template = await createTemplate(Buffer.from(page), nonce)
  if (template === null) throw new Error('no template')
  return template
}

describe.for([
  ['a page', pageWith(FIRST), pageWith(OTHER)],
  ['a page without a nonce', '<html></html>', '<html></html>'],
  ['two nonces with nothing between them', `${FIRST}${FIRST}`, `${OTHER}${OTHER}`],
  ['nothing', '', ''],
] as const)('%s', ([, rendered, expected]) => {
  test('carries the nonce that it is filled with', async () => {
    expect(fillTemplate(await templateOf(rendered), OTHER).toString()).toBe(expected)
  })

  test('is the same page when it is compressed', async () => {
    expect(gunzipSync(fillGzip(await templateOf(rendered), OTHER)).toString()).toBe(expected)
  })
})

test('compressed, it is hardly larger than if it had been compressed as a whole', async () => {
  const zipped = fillGzip(await templateOf(pageWith(FIRST)), OTHER).length
  expect(zipped).toBeLessThan(gzipSync(pageWith(OTHER)).length * 1.15)
})

test('bytes that could be taken for the place of a nonce make no template', async () => {
  expect(await createTemplate(Buffer.from('a\0b'), FIRST)).toBeNull()
})

test('tells how many bytes it holds', async () => {
  const template = await templateOf(pageWith(FIRST, 2))
  const plain = pageWith(FIRST, 2).length - 2 * FIRST.length
  expect(bytesOf(template)).toBeGreaterThan(plain)
  expect(bytesOf(template)).toBeLessThan(2 * plain)
})
