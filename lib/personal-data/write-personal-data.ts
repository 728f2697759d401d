import { z } from 'zod'
import type { Db } from '@/db/client'
import { csvCell, csvLine } from '@/lib/exports/csv'
import { linesOf } from '@/lib/manifests/lines'
import { PERSONAL_PARTS, type PersonalPart } from '@/lib/model/people/personal-data'
import { PARTS } from './parts'

/** Everything about a person as one JSON document, read from the database while it is written. */
export async function* writePersonalJson(db: Db, userId: number, now = new Date()): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(now)}`
  for (const part of PERSONAL_PARTS) {
    yield part === 'account' ? `,\n"account":` : `,\n"${part}":[`
    let separator = ''
    for await (const row of rowsOf(db, part, userId)) {
      yield `${separator}${JSON.stringify(row)}`
      separator = ',\n'
    }
    if (part !== 'account') yield ']'
  }
  yield '}\n'
}

/** One part of it as a table. What is no single value is JSON in its cell. */
export async function* writePersonalCsv(db: Db, userId: number, part: PersonalPart): AsyncGenerator<string> {
  const { names } = PARTS[part]
  yield csvLine(names)
  for await (const row of rowsOf(db, part, userId)) yield csvLine(names.map((name) => csvCell(plainValue(row[name]))))
}

const Row = z.record(z.string(), z.json())
type Value = z.output<typeof Row>[string]

async function* rowsOf(db: Db, part: PersonalPart, userId: number): AsyncGenerator<Record<string, Value>> {
  for await (const line of linesOf(db, (after) => PARTS[part].rows(userId, after))) {
    const row = Row.parse(JSON.parse(line))
    yield Object.fromEntries(PARTS[part].names.map((name) => [name, withTextId(name, row[name] ?? null)]))
  }
}

/** Ids are decimal strings, as in the whole API. */
function withTextId(name: string, value: Value): Value {
  return typeof value === 'number' && /^id$|Id$|By$/.test(name) ? String(value) : value
}

function plainValue(value: Value | undefined): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null)
}
