import { act, renderHook } from '@testing-library/react'
import { type IControl, type Map as MapLibreMap, ScaleControl } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import type { MapHandle } from '@/components/map/base/use-map'
import { useScale } from '@/components/map/base/use-scale'
import { UnitsProvider, useUnits } from '@/components/units/units'

/** A map that says which scales are on it. */
function openMap({ status = 'ready', isWanted = true }: { status?: MapHandle['status']; isWanted?: boolean }) {
  const controls = new Map<IControl, unknown>()
  const map: MapLibreMap = {
    addControl: (control: IControl, place: unknown) => controls.set(control, place) && map,
    removeControl: (control: IControl) => controls.delete(control) && map,
  } as Partial<MapLibreMap> as MapLibreMap
  const shown: { current: MapLibreMap | null } = { current: map }
  const style = { current: { requested: null, isLoaded: true } }
  const { result, rerender, unmount } = renderHook(
    (props: { status: MapHandle['status']; isWanted: boolean }) => {
      useScale({ map: shown, style, status: props.status }, props.isWanted)
      return useUnits()
    },
    {
      initialProps: { status, isWanted },
      wrapper: ({ children }) => <UnitsProvider chosen="metric">{children}</UnitsProvider>,
    },
  )
  const settled = () => act(() => vi.dynamicImportSettled())
  return {
    settled,
    unmount,
    shown,
    change: rerender,
    choose: (units: 'metric' | 'imperial') => act(() => result.current.choose(units)),
    scales: () =>
      [...controls].map(([control, place]) =>
        control instanceof ScaleControl ? `${control.options.unit} at the ${place}` : 'another control',
      ),
  }
}

test('the scale is in the units of the visitor, and changes with them', async () => {
  const { settled, scales, choose } = openMap({})
  await settled()
  expect(scales()).toEqual(['metric at the bottom-right'])
  choose('imperial')
  await settled()
  expect(scales()).toEqual(['imperial at the bottom-right'])
})

test('there is none where none is wanted, nor before the map is there', async () => {
  const { settled, scales, change } = openMap({ status: 'loading' })
  await settled()
  expect(scales()).toEqual([])
  change({ status: 'ready', isWanted: false })
  await settled()
  expect(scales()).toEqual([])
  change({ status: 'ready', isWanted: true })
  await settled()
  expect(scales()).toEqual(['metric at the bottom-right'])
  change({ status: 'ready', isWanted: false })
  expect(scales()).toEqual([])
})

test('a page that is left before the library has come gets none any more', async () => {
  const { settled, scales, unmount } = openMap({})
  unmount()
  await settled()
  expect(scales()).toEqual([])
})

test('a map that is gone is left alone: it took its controls along', async () => {
  const { settled, scales, unmount, shown } = openMap({})
  await settled()
  shown.current = null
  unmount()
  expect(scales()).toHaveLength(1)
})
