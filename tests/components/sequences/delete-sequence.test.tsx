import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { expect, test } from 'vitest'
import { DeleteSequence } from '@/components/sequences/delete-sequence'
import { json, stubApi } from '@/tests/support/browser-scene'

const nothing = () => undefined

test('a sequence that an import has named meanwhile tells its new name, and the page asks for it', async () => {
  const detail = 'That is not the name of this sequence. Type "Photos near Kyoto" to delete it.'
  stubApi({ 'DELETE /api/v1/sequences/7': () => json({ detail }, 400) })
  let refreshed = 0
  const refresh = () => void refreshed++
  const router = {
    push: expect.unreachable,
    replace: nothing,
    back: nothing,
    forward: nothing,
    refresh,
    prefetch: nothing,
  }
  render(
    <AppRouterContext value={router as never}>
      <DeleteSequence
        sequence={{ id: '7', name: 'Photos', username: 'ada' }}
        backup={{ files: 0, bytes: 0, folder: 'ada/7' }}
        goneCount={0}
        isImporting
      />
    </AppRouterContext>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Delete the sequence' }))
  fireEvent.change(await screen.findByLabelText(/^Type/), { target: { value: 'Photos' } })
  fireEvent.click(screen.getByRole('button', { name: 'Delete sequence' }))
  expect(await screen.findByText(detail)).toBeDefined()
  await waitFor(() => expect(refreshed).toBe(1))
})
