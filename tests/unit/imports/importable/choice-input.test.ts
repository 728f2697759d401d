import { expect, test } from 'vitest'
import { isChosen } from '@/lib/imports/importable/choice'
import { ChoiceInput } from '@/lib/imports/importable/choice-input'

const may = { month: '2024-05', state: 'all', view: null } as const
const inMay = (key: string) => ({ key, capturedAt: '2024-05-03T10:00:00Z', line: [], here: { state: 'new' as const } })

/** As the form sends it. */
const sent = (choice: object) => ChoiceInput.safeParse(JSON.parse(JSON.stringify(choice)))

test('a choice arrives as it was made', () => {
  const choice = sent({
    rules: [{ filters: may, isChosen: true }],
    singles: [['left', false]],
    names: { a: ' Fells ' },
  })
  expect(choice.data?.names).toEqual({ a: 'Fells' })
  expect(['left', 'other'].map((key) => choice.data && isChosen(choice.data, inMay(key)))).toEqual([false, true])
})

test.each([
  ['nothing is chosen', { rules: [], singles: [] }, 'Choose at least one sequence'],
  ['all is left out', { rules: [{ filters: may, isChosen: false }], singles: [['a', false]] }, 'Choose at least one'],
  ['a view is no box', { rules: [{ filters: { ...may, view: [1, 2] }, isChosen: true }], singles: [] }, ''],
  ['there is no end of rules', { rules: Array(51).fill({ filters: may, isChosen: true }), singles: [] }, 'Press Clear'],
])('it is refused when %s', (_, choice, words) => {
  const { success, error } = sent(choice)
  expect(success).toBe(false)
  expect(error?.message).toContain(words)
})

test('a name that is too long is refused', () => {
  expect(sent({ rules: [], singles: [['a', true]], names: { a: 'x'.repeat(200) } }).success).toBe(false)
})
