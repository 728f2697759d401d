import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { EventList } from '@/components/vault/event-list'
import { VaultSummary } from '@/components/vault/vault-summary'
import type { Vault } from '@/lib/vault/get-vault'

const VAULT: Vault = {
  originals: 156,
  bytes: 1_000,
  intact: 156,
  unread: 0,
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
