import { PgDialect } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { literal } from '@/db/literal'

const written = (value: number) => new PgDialect().sqlToQuery(literal(value))

test.each([
  [7, '7'],
  [-0.25, '(-0.25)'],
  [1e-7, '1e-7'],
])('%s stands in the query itself', (value, text) => {
  expect(written(value)).toEqual({ sql: text, params: [] })
})

test.each([NaN, Infinity, '1; drop table photos' as unknown as number])('%s is refused', (value) => {
  expect(() => literal(value)).toThrow('cannot stand in a query')
})
