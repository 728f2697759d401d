import { useEffect } from 'react'
import { changeStyle } from '@/components/map/style/change-style'
import { useGround } from '@/components/map/style/grounds'
import { withOverlay } from '@/components/map/style/overlay'
import { DARK, LIGHT } from '@/components/map/style/palette'
import { useBaseStyle } from '@/components/map/style/use-base-style'
import { useNoStreetsWarning } from '@/components/map/style/use-no-streets-warning'
import { useIsDark } from '@/components/ui/use-is-dark'
import type { MapCanvasProps } from './canvas-props'
import type { MapHandle } from './use-map'

/** Shows the ground and the overlay in the colours of the theme. */
export function useMapStyle(
  { map, style, status }: MapHandle,
  { overlay, warnsOfNoStreets }: Pick<MapCanvasProps, 'overlay' | 'warnsOfNoStreets'>,
): void {
  const palette = useIsDark() ? DARK : LIGHT
  const { ground, grounds } = useGround()
  const { style: base, isUnreachable } = useBaseStyle(ground, palette)
  const isPlain = grounds.length === 1 && ground.light === null
  const whyNoStreets = isUnreachable ? 'unreachable' : isPlain ? 'plain' : null
  useNoStreetsWarning(map, status === 'ready' && warnsOfNoStreets === true ? whyNoStreets : null)

  useEffect(() => {
    const current = map.current
    if (status !== 'ready' || !current) return
    const apply = () => {
      const next = withOverlay(base, overlay(palette))
      changeStyle(current, style.current.requested, next)
      style.current.requested = next
    }
    // A style that is still being read cannot be compared with the next one.
    if (style.current.isLoaded || !current.style) apply()
    else current.once('style.load', apply)
    return () => void current.off('style.load', apply)
  }, [map, style, status, base, overlay, palette])
}
