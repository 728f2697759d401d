import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Committed } from '@/bench/all/committed'
import { withTable } from '@/bench/all/markdown'

const document = readFileSync('docs/performance.md', 'utf8')
const { quick } = Committed.parse(JSON.parse(readFileSync('bench/baseline.json', 'utf8')))
if (!quick) throw new Error('bench/baseline.json has no quick results')

test('the table of docs/performance.md is that of bench/baseline.json', () => {
  expect(document).toBe(withTable(document, quick))
})

test('each missed goal has a note beneath the table', () => {
  const notes = document.slice(
    document.indexOf('### Missed goals'),
    document.indexOf('\n## ', document.indexOf('### Missed goals')),
  )
  const titles = [...notes.matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, title = '']) => title)
  const missed = Object.values(quick.benches)
    .flat()
    .filter(({ isMet }) => isMet === false)
  const unnamed = missed.filter(({ name }) => !titles.some((title) => name.startsWith(title)))
  expect(unnamed.map(({ name }) => name)).toEqual([])
})

test('a document without the marks is not written over', () => {
  expect(() => withTable('# Performance', quick)).toThrow('has no <!-- The results')
})
