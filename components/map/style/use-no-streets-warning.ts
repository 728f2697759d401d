import type { Map as MapLibreMap } from 'maplibre-gl'
import { type RefObject, useEffect } from 'react'
import { toast } from '@/components/ui/toast'
import { COARSE } from './base-style'

let isTold = false // once in a visit

/** Tells, where the bundled ground ends, that there are no streets for want of a connection. */
export function useNoStreetsWarning(map: RefObject<MapLibreMap | null>, isOn: boolean): void {
  useEffect(() => {
    const current = map.current
    if (!isOn || !current || isTold) return
    const tell = () => {
      if (isTold || current.getZoom() < COARSE) return
      isTold = true
      toast('No streets without the internet: the street map does not answer.', { id: 'no-streets' })
    }
    tell()
    current.on('zoomend', tell)
    return () => void current.off('zoomend', tell)
  }, [map, isOn])
}
