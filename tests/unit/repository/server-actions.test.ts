import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const app = join(import.meta.dirname, '../../../app')

const actions = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(app, file), 'utf8'))
  .filter((source) => source.startsWith("'use server'"))
  .flatMap((source) => source.split(/^(?=export )/m).slice(1))
  .filter((part) => !part.startsWith('export type'))

test('every action answers who is not logged in with a message or the log-in, not with an error', () => {
  expect(actions.length).toBeGreaterThan(7)
  const answers = /^export const \w+ = (formAction|buttonAction|suspendedAction)\(|requireUserOrLogin\(/
  expect(actions.filter((action) => !answers.test(action)).map((action) => action.slice(0, 80))).toEqual([])
})
