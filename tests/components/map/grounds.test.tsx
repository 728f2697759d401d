import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import { MapGrounds, useGround } from '@/components/map/style/grounds'

const GROUNDS = ['Streets', 'Plain', 'Aerial'].map((name) => ({ name, light: null, dark: null }))
const wrapper = ({ children }: { children: ReactNode }) => <MapGrounds grounds={GROUNDS}>{children}</MapGrounds>

test('all maps of a page follow a choice, which the browser remembers', () => {
  const [one, other] = [renderHook(useGround, { wrapper }), renderHook(useGround, { wrapper })]
  expect(one.result.current.ground.name).toBe('Streets')
  act(() => other.result.current.choose('Aerial'))
  expect(one.result.current.ground.name).toBe('Aerial')
  expect(localStorage.getItem('ground')).toBe('Aerial')
  act(() => other.result.current.choose('One that is gone'))
  expect(one.result.current.ground.name).toBe('Streets')
})
