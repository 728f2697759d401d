import type { Map as MapLibreMap } from 'maplibre-gl'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { MapCamera } from './canvas-props'
import { fitCamera, isWellInside } from './create-map'
import type { MapHandle } from './use-map'

const QUICK_STEP_MS = 1_000 // at this pace of steps the camera jumps instead of gliding

/** Fits in what the camera looks at when it changes, and goes after what it follows. */
export function useCamera({ map, status }: MapHandle, camera: MapCamera): void {
  const boundsKey = camera.bounds?.join(',')
  const fittedKey = useRef(boundsKey) // a new map is created with its bounds
  const fit = useEffectEvent((current: MapLibreMap) => fitCamera(current, camera))
  useEffect(() => {
    if (status !== 'ready' || !map.current || fittedKey.current === boundsKey) return
    fittedKey.current = boundsKey
    fit(map.current)
  }, [map, status, boundsKey])

  const [lng, lat] = camera.follow ?? []
  const followedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const current = map.current
    if (status !== 'ready' || !current || lng === undefined || lat === undefined) return
    const isQuick = performance.now() - followedAt.current < QUICK_STEP_MS
    followedAt.current = performance.now()
    if (isWellInside(current, [lng, lat])) return
    current.easeTo({ center: [lng, lat], animate: !isQuick })
  }, [map, status, lng, lat])
}
