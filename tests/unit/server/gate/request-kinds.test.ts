import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findRequestRow, REQUEST_TABLE } from '@/lib/server/gate/request-kinds'

const app = join(import.meta.dirname, '../../../../app')

/** `photos/[photoId]/page.tsx` → `/photos/[photoId]`. */
const served = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map((file) => `/${file.replace(/\/?(page\.tsx|route\.ts)$/, '')}`)

/** A path that the folder serves: `/photos/[photoId]` → `/photos/1`. */
const example = (folder: string) => folder.replace(/\[\.\.\.\w+\]/, 'x/y').replaceAll(/\[\w+\]/g, '1')

test('every page and route has a row', () => {
  expect(served.length).toBeGreaterThan(60)
  expect(served.filter((folder) => findRequestRow(example(folder)).path === '(none)')).toEqual([])
})

test('every row of a page or route is about one that exists', () => {
  const rows = REQUEST_TABLE.filter(([, kind]) => kind !== 'asset').map(([path]) => path)
  const isServed = (row: string) =>
    row.endsWith('/**') ? served.some((folder) => folder.startsWith(row.slice(0, -2))) : served.includes(row)
  expect(rows.filter((row) => !isServed(row))).toEqual([])
})

describe('a path finds its row', () => {
  test.each([
    ['/', '/', 'page'],
    ['/photos', '/photos', 'page'],
    ['/photos/12', '/photos/[photoId]', 'page'],
    ['/photos/12/', '/photos/[photoId]', 'page'],
    ['/photos/12/preview.jpg', '/photos/[photoId]/preview.jpg', 'api'],
    ['/photos/12/previewxjpg', '(none)', 'page'],
    ['/api/v1/photos/12/image', '/api/v1/**', 'api'],
    ['/api/v1/photos/12/tiles/3/7/3', '/api/v1/**', 'api'],
    ['/api/auth/csrf', '/api/auth/**', 'login'],
    ['/api/inngest', '/api/inngest', 'steps'],
    ['/api/inngest/', '/api/inngest', 'steps'],
    ['/_next/static/chunks/a.js', '/_next/**', 'asset'],
    ['/embed/photos/12', '/embed/photos/[photoId]', 'embed'],
    ['/embed/viewer.js', '/embed/**', 'asset'],
    ['/nothing/here', '(none)', 'page'],
  ])('%s: %s', (pathname, path, kind) => {
    expect(findRequestRow(pathname)).toMatchObject({ path, kind })
  })
})
