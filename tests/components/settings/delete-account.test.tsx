import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { DeleteAccount } from '@/components/settings/delete-account'

afterEach(() => vi.unstubAllGlobals())

/** The API, which answers each request alike and notes what it was sent. */
function answering(status: number, answer: object): unknown[] {
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (_url: string, { body }: { body: string }) => {
    bodies.push(JSON.parse(body))
    return Response.json(answer, { status })
  })
  return bodies
}

async function openAndType(name: string) {
  fireEvent.click(screen.getByRole('button', { name: 'Delete my account' }))
  fireEvent.change(await screen.findByLabelText('Type ada to confirm'), { target: { value: name } })
  return screen.findByRole('button', { name: 'Delete my account' })
}

test('the account is deleted as was chosen, once the name is typed', async () => {
  const bodies = answering(202, { erasedAfter: '2026-12-06T10:00:00.000Z' })
  let isGone = false
  render(
    <DeleteAccount
      username="ada"
      onDeleted={() => {
        isGone = true
      }}
    />,
  )
  expect((await openAndType('Ada')).hasAttribute('disabled')).toBe(true)
  fireEvent.change(screen.getByLabelText('Type ada to confirm'), { target: { value: 'ada' } })
  fireEvent.click(screen.getByRole('checkbox', { name: /Remove my marks and tags/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Delete my account' }))
  await waitFor(() => expect(isGone).toBe(true))
  expect(bodies).toEqual([{ confirm: 'ada', removeBackup: false, keepContributions: false }])
})

test('a refusal is told, and nobody leaves', async () => {
  answering(409, { detail: 'You are the last admin.' })
  render(<DeleteAccount username="ada" onDeleted={() => expect.unreachable()} />)
  fireEvent.click(await openAndType('ada'))
  expect(await screen.findByText('You are the last admin.')).toBeDefined()
})
