import { describe, expect, test } from 'vitest'
import { ROUTES } from '@/lib/server/api/routes'
import { TABLE } from '@/tests/e2e/authorisation-table'
import { appRoutes } from '@/tests/support/app-routes'
import { readTable, SUBJECTS, withoutQuery } from '@/tests/support/authorisation'

const rows = readTable(TABLE)
const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${withoutQuery(path)}`
const named = [...new Set(rows.map(nameOf))]

describe('the table of who may do what', () => {
  test('has rows for every route and method, and for no other', () => {
    expect(named.toSorted()).toEqual(appRoutes())
  })

  test.each(named.filter((name) => /\{(photoId|tagId|sequenceId)\}/.test(name)))(
    '%s has a row for each kind of photo',
    (name) => {
      const subjects = rows.filter((row) => nameOf(row) === name).map(({ subject }) => subject)
      expect(subjects).toEqual(expect.arrayContaining(SUBJECTS.filter((subject) => subject !== '-')))
    },
  )

  test('states the scope that each definition asks for', () => {
    const stated = rows.map((row) => `${nameOf(row)}: ${row.scope}`)
    expect(stated).toEqual(expect.arrayContaining(ROUTES.map((route) => `${nameOf(route)}: ${route.scope}`)))
  })

  test('states one scope for a route, whatever the photo or the query', () => {
    expect(new Set(rows.map((row) => `${nameOf(row)}: ${row.scope}`)).size).toBe(named.length)
  })
})
