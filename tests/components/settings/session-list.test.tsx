import { render, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { LogOutEverywhere } from '@/components/settings/log-out-everywhere'
import { SessionList } from '@/components/settings/session-list'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0'
const session = (id: string, userAgent: string | null) => ({
  id,
  userAgent,
  createdAt: new Date('2026-11-01T10:00:00Z'),
  lastUsedAt: new Date('2026-11-28T10:00:00Z'),
  expiresAt: new Date('2027-01-30T10:00:00Z'),
})

test('each session tells its device and its times; the others can be logged out', async () => {
  const ended: string[] = []
  const end = async (id: string) => {
    ended.push(id)
    return null
  }
  render(<SessionList sessions={[session('1', FIREFOX), session('2', null)]} currentId="1" end={end} />)
  const [here, there] = screen.getAllByRole('listitem')
  expect(here?.textContent).toContain('Firefox on Linux')
  expect(here?.textContent).toContain('This device')
  expect(here && within(here).queryByRole('button')).toBeNull()
  expect(there?.querySelector('time')?.dateTime).toBe('2026-11-28T10:00:00.000Z')
  expect(there?.textContent).toMatch(/Last used .+ · logged in 1 November 2026/)
  screen.getByRole('button', { name: 'Log out Unknown device' }).click()
  await waitFor(() => expect(ended).toEqual(['2']))
})

test('everywhere is asked once more, then leaves', async () => {
  const steps: string[] = []
  const note = (step: string) => async () => {
    steps.push(step)
    return null
  }
  render(<LogOutEverywhere endAll={note('ended')} onEnded={note('left')} />)
  screen.getByRole('button', { name: 'Log out everywhere' }).click()
  const confirm = await screen.findByRole('button', { name: 'Log out all devices' })
  expect(steps).toEqual([])
  confirm.click()
  await waitFor(() => expect(steps).toEqual(['ended', 'left']))
})

test('a refusal is told, and nobody leaves', async () => {
  render(<LogOutEverywhere endAll={async () => 'Log in with Mapillary first'} onEnded={() => Promise.reject()} />)
  screen.getByRole('button', { name: 'Log out everywhere' }).click()
  const confirm = await screen.findByRole('button', { name: 'Log out all devices' })
  confirm.click()
  expect(await screen.findByText('Log in with Mapillary first')).toBeDefined()
})
