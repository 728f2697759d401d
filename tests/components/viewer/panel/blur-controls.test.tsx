import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { BlurControls } from '@/components/viewer/panel/blur-controls'
import { square } from '@/tests/support/browser-scene'

/** The API of a photo's blurs, which keeps what it was told; `asked` are the methods. */
function fakeApi() {
  const asked: string[] = []
  const now = '2024-05-01T10:00:00.000Z'
  const blurs = [
    {
      id: '1',
      region: square(0.1),
      source: 'owner',
      createdAt: now,
      removedAt: null as string | null,
      removedBy: null as string | null,
      removable: true,
    },
  ]
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
    asked.push(`${method} ${url}`)
    if (method === 'POST' && body) {
      const { region } = JSON.parse(body)
      blurs.push({
        id: String(blurs.length + 1),
        region,
        source: 'moderator',
        createdAt: now,
        removedAt: null,
        removedBy: null,
        removable: true,
      })
    }
    const removed = method === 'DELETE' && blurs.find(({ id }) => url.endsWith(`/${id}`))
    if (removed) Object.assign(removed, { removedAt: now, removedBy: 'grace', removable: false })
    return Response.json({ blurs })
  })
  return asked
}

test('a moderator sees the history, draws a region, takes one back and blurs it again', async () => {
  const asked = fakeApi()
  render(<BlurControls photoId="7" isOwner={false} />)
  fireEvent.click(screen.getByRole('button', { name: 'Blur a region' }))
  await screen.findByText(/^Region 1, by its owner/)
  screen.getByText(/Everybody but its owner sees them blurred/)

  const draw = screen.getByRole('button', { name: /^Region\. Draw a box/ })
  fireEvent.keyDown(draw, { key: 'ArrowRight' })
  fireEvent.click(screen.getByRole('button', { name: 'Blur it' }))
  await screen.findByText(/^Region 2, by a moderator/)

  fireEvent.click(screen.getByRole('button', { name: 'Take back region 1' }))
  await screen.findByText(/^Region 1, by its owner, .*; taken back .*by grace$/)
  fireEvent.click(screen.getByRole('button', { name: 'Blur region 1 again' }))
  await screen.findByText(/^Region 3/)
  expect(asked).toEqual([
    'GET /api/v1/photos/7/blurs',
    'POST /api/v1/photos/7/blurs',
    'DELETE /api/v1/photos/7/blurs/1',
    'POST /api/v1/photos/7/blurs',
  ])
})
