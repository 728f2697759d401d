import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { EventList } from '@/components/vault/event-list'
import { SequenceOriginals } from '@/components/vault/sequence-originals'
import { VaultSummary } from '@/components/vault/vault-summary'
import type { Vault } from '@/lib/vault/get-vault'

const VAULT: Vault = {
  originals: 156,
  bytes: 1_000,
  intact: 156,
  unread: 0,
  overdue: 0,
  missing: 0,
  differing: 0,
  unreadable: 0,
  copies: 1,
  copiesComplete: 156,
  withoutPublicPicture: 0,
  oldestCheck: '2026-11-28T10:00:00Z',
  latestCheck: '2026-11-29T10:00:00Z',
  copiesWanted: 1,
  running: null,
  isStoreInTrouble: false,
}

test('there is one copy of each only while none is missing', () => {
  const { rerender } = render(<VaultSummary vault={VAULT} />)
  expect(screen.getByText('one of each')).toBeTruthy()
  rerender(<VaultSummary vault={{ ...VAULT, intact: 155, missing: 1, copies: 0, copiesComplete: 155 }} />)
  expect(screen.queryByText('one of each')).toBeNull()
  expect(screen.getByText('155 of 156 with 1')).toBeTruthy()
})

test('that nothing was found says how much was never looked at', () => {
  const page = { events: [], nextCursor: null }
  const { rerender } = render(<EventList page={page} unread={156} />)
  expect(screen.getByText(/Nothing: .* 156 originals not read again yet\./)).toBeTruthy()
  rerender(<EventList page={page} unread={0} />)
  expect(screen.queryByText(/not read again/)).toBeNull()
})

test('originals that were not read for long are told of, with what would do', () => {
  const { rerender } = render(
    <VaultSummary vault={{ ...VAULT, overdue: 7 }} advice="MTP_VERIFY_MINUTES_PER_NIGHT=45" />,
  )
  expect(screen.getByText('7 originals not read for more than 90 days')).toBeTruthy()
  expect(screen.getByText(/more time: MTP_VERIFY_MINUTES_PER_NIGHT=45 would do\./)).toBeTruthy()
  rerender(<VaultSummary vault={VAULT} />)
  expect(screen.queryByText(/90 days/)).toBeNull()
})

test('a sequence tells how many copies of its originals there are, and how many are wanted', () => {
  const vault = { ...VAULT, copiesWanted: 2, copiesComplete: 150 }
  render(<SequenceOriginals sequenceId="7" vault={vault} verify={async () => ({})} />)
  expect(screen.getByText('Copies of each: 1 of 2')).toBeTruthy()
})
