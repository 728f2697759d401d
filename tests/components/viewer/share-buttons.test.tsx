import { fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ShareButtons } from '@/components/viewer/panel/share-buttons'
import { photoDetails } from '@/tests/support/browser-scene'

afterEach(() => void Reflect.deleteProperty(navigator, 'share'))

const open = () =>
  render(
    <ShareButtons photo={photoDetails('1')} hrefNow={() => 'https://example.org/photos/1'} isReportAsked={false} />,
  )

test('a device with a sheet for sharing is offered exactly this view', () => {
  const share = vi.fn(async () => undefined)
  Object.defineProperty(navigator, 'share', { value: share, configurable: true })
  open()
  fireEvent.click(screen.getByRole('button', { name: 'Share' }))
  expect(share).toHaveBeenCalledWith({ title: 'A walk, photo 1', url: 'https://example.org/photos/1' })
})

test('a device without one has the link to copy', () => {
  Reflect.deleteProperty(Object.getPrototypeOf(navigator), 'share')
  open()
  expect(screen.queryByRole('button', { name: 'Share' })).toBeNull()
  expect(screen.getByRole('button', { name: 'Copy link' })).toBeTruthy()
})
