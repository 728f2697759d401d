import { type RefObject, useEffect } from 'react'
import { toast } from '@/components/ui/toast'
import { COARSE } from './base-style'

const WORDS = {
  unreachable: 'No streets without the internet: the street map does not answer.',
  plain: 'No streets without the internet: this site has the plain map only.',
}

/** What is needed of a map. */
type Zoomable = {
  getZoom: () => number
  on: (type: 'zoomend', listener: () => void) => unknown
  off: (type: 'zoomend', listener: () => void) => unknown
}

let isTold = false // once in a visit

/**
 * Tells, where the bundled ground ends, why there are no streets. Who opens a plain map there at once sees what it is, so that only zooming in
 * past its end is told of; null: there are streets, or one chose to have none.
 */
export function useNoStreetsWarning(map: RefObject<Zoomable | null>, why: keyof typeof WORDS | null): void {
  useEffect(() => {
    const current = map.current
    if (why === null || !current || isTold) return
    let isBeyond = why === 'plain' && current.getZoom() >= COARSE
    const tell = () => {
      const wasBeyond = isBeyond
      isBeyond = current.getZoom() >= COARSE
      if (isTold || wasBeyond || !isBeyond) return
      isTold = true
      toast(WORDS[why], { id: 'no-streets' })
    }
    tell()
    current.on('zoomend', tell)
    return () => void current.off('zoomend', tell)
  }, [map, why])
}
