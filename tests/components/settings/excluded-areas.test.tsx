import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ExcludedAreas } from '@/components/settings/excluded-areas'

afterEach(() => vi.unstubAllGlobals())

/** The API: what it was asked, and counts that grow with the areas. */
function fakeApi() {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    asked.push(url)
    const { areas } = JSON.parse(body)
    return Response.json({ areas, unreadable: false, inside: 2 * areas.length, hides: 214 * areas.length, shows: 0 })
  })
  return asked
}

test('a circle around a typed place is counted first, then put in force', async () => {
  const asked = fakeApi()
  render(<ExcludedAreas areas={[]} inside={0} isUnreadable={false} start={[[0, 0]]} />)
  fireEvent.change(screen.getByLabelText('Latitude, longitude'), { target: { value: 'home' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add a circle' }))
  expect(screen.getByRole('alert').textContent).toContain('Expected latitude and longitude')
  expect(asked).toEqual([])

  fireEvent.change(screen.getByLabelText('Latitude, longitude'), { target: { value: '54.45, -3.1' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add a circle' }))
  await screen.findByText(/214 photos will be hidden/)
  expect(asked).toEqual(['/api/v1/me/excluded-areas?preview=true'])
  screen.getByText(/around 54\.4500, -3\.1000/)

  fireEvent.click(screen.getByRole('button', { name: 'Apply' }))
  await screen.findByText(/2 photos of yours in them/)
  expect(asked[1]).toBe('/api/v1/me/excluded-areas')
})

test('those of the instance are asked for at their own address, and speak of everybody', async () => {
  const asked = fakeApi()
  render(<ExcludedAreas kind="instance" areas={[]} inside={0} isUnreadable start={[[0, 0]]} />)
  screen.getByText('Until new ones are set, nobody but their owners sees any photos.')
  fireEvent.change(screen.getByLabelText('Latitude, longitude'), { target: { value: '54.45, -3.1' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add a circle' }))
  await screen.findByText(/214 photos will be hidden/)
  fireEvent.click(screen.getByRole('button', { name: 'Apply' }))
  await screen.findByText('2 photos in them.')
  expect(asked).toEqual(['/api/v1/admin/excluded-areas?preview=true', '/api/v1/admin/excluded-areas'])
})

test('what was proposed can be discarded', async () => {
  fakeApi()
  render(
    <ExcludedAreas
      areas={[
        [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      ]}
      inside={5}
      isUnreadable={false}
      start={[[0, 0]]}
    />,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Remove area 1' }))
  await screen.findByText(/0 photos will be hidden/)
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }))
  await screen.findByText(/5 photos of yours in them/)
})
