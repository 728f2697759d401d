import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { MailCard } from '@/components/settings/mail-card'
import type { MailSchedule } from '@/lib/model/people/mail'

const NOTHING = {
  request: async () => ({}),
  setSchedule: async () => null,
  remove: async () => null,
}
const KNOWN = { address: 'ada@example.net', pendingAddress: null, schedule: 'urgent' as const, refusal: null }

test('who has given no address asks for a link, and reads what is wrong with it', async () => {
  const asked: unknown[] = []
  const request = async (_previous: object, form: FormData) => {
    asked.push(form.get('address'))
    return { fieldErrors: { address: ['expected an e-mail address'] } }
  }
  render(<MailCard {...NOTHING} mail={null} isOffered request={request} />)
  expect(screen.queryByLabelText('Which mail you get')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Remove my address' })).toBeNull()
  fireEvent.change(screen.getByLabelText('Your address'), { target: { value: 'ada@example' } })
  fireEvent.click(screen.getByRole('button', { name: 'Send me a link' }))
  expect(await screen.findByText('expected an e-mail address')).toBeDefined()
  expect(asked).toEqual(['ada@example'])
})

test('an address that waits for its link is named, beside the one that counts', () => {
  render(<MailCard {...NOTHING} mail={{ ...KNOWN, pendingAddress: 'new@example.net' }} isOffered />)
  expect(screen.getByText('A link goes to new@example.net')).toBeDefined()
  expect(screen.getByText('ada@example.net')).toBeDefined()
  expect(screen.getByLabelText('Another address')).toBeDefined()
})

test('the choice of mail follows the hand, and goes back when it was refused', async () => {
  const chosen: MailSchedule[] = []
  const setSchedule = async ({ schedule }: { schedule: MailSchedule }) => {
    chosen.push(schedule)
    return schedule === 'none' ? 'Not now' : null
  }
  render(<MailCard {...NOTHING} mail={KNOWN} isOffered setSchedule={setSchedule} />)
  const list = screen.getByLabelText<HTMLSelectElement>('Which mail you get')
  expect(list.value).toBe('urgent')
  fireEvent.change(list, { target: { value: 'daily' } })
  await waitFor(() => expect(chosen).toEqual(['daily']))
  expect(list.value).toBe('daily')
  fireEvent.change(list, { target: { value: 'none' } })
  await waitFor(() => expect(list.value).toBe('daily'))
  expect(chosen).toEqual(['daily', 'none'])
})

test('an address that was refused is told of', () => {
  const mail = { ...KNOWN, address: null, refusal: 'ada@example.net: 550 unknown' }
  render(<MailCard {...NOTHING} mail={mail} isOffered />)
  expect(screen.getByText('ada@example.net: 550 unknown')).toBeDefined()
  expect(screen.getByLabelText('Your address')).toBeDefined()
})

test('where no mail is sent any more, an address can only be removed', async () => {
  let isRemoved = false
  const remove = async () => {
    isRemoved = true
    return null
  }
  render(<MailCard {...NOTHING} mail={KNOWN} isOffered={false} remove={remove} />)
  expect(screen.queryByRole('button', { name: 'Send me a link' })).toBeNull()
  expect(screen.queryByLabelText('Which mail you get')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Remove my address' }))
  await waitFor(() => expect(isRemoved).toBe(true))
})
