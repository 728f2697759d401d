import type { ScaleControl } from 'maplibre-gl'
import { useEffect } from 'react'
import { useUnits } from '@/components/units/units'
import { loadLibrary } from './load-library'
import type { MapHandle } from './use-map'

/** A scale on the map, in the units that the visitor chose. */
export function useScale({ map, status }: MapHandle, isWanted: boolean): void {
  const { units } = useUnits()
  useEffect(() => {
    const current = map.current
    if (!isWanted || status !== 'ready' || !current) return
    let scale: ScaleControl | undefined
    let isGone = false
    loadLibrary().then((library) => {
      if (isGone) return
      scale = new library.ScaleControl({ unit: units })
      current.addControl(scale, 'bottom-right')
    })
    return () => {
      isGone = true
      if (scale && map.current === current) current.removeControl(scale) // a map that goes takes it along
    }
  }, [map, status, units, isWanted])
}
