import { fireEvent, render, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { FollowSwitch } from '@/components/search/follow-switch'

test('the switch has a whole name, also where there is no room for all its words', () => {
  const turn = vi.fn()
  render(<FollowSwitch view={{ isOn: true, isFollowing: true, turn, search: () => undefined }} />)
  const follows = screen.getByRole('switch', { name: 'List follows the map', checked: true })
  fireEvent.click(follows)
  expect(turn).toHaveBeenCalledWith(false)
})
