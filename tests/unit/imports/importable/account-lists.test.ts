import { expect, test } from 'vitest'
import { createAccountLists } from '@/lib/imports/importable/account-lists'

test('an account is listed once for all who look, each user by themselves', async () => {
  const lists = createAccountLists<string>()
  const read: number[] = []
  const find = (userId: number) =>
    lists.find(userId, async () => {
      read.push(userId)
      return `list of ${userId}`
    })
  expect(await Promise.all([find(1), find(1), find(2)])).toEqual(['list of 1', 'list of 1', 'list of 2'])
  expect(await find(1)).toBe('list of 1')
  expect(read).toEqual([1, 2])
})

test('a list that failed is read again', async () => {
  const lists = createAccountLists<string>()
  await expect(lists.find(1, () => Promise.reject(new Error('no token')))).rejects.toThrow('no token')
  expect(await lists.find(1, async () => 'a list')).toBe('a list')
})
