'use client'

import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import { MapPinOff } from 'lucide-react'
import { useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { MapCanvasProps } from './canvas-props'
import { useCamera } from './use-camera'
import { useMap } from './use-map'
import { useMapStyle } from './use-map-style'
import { useScale } from './use-scale'

/** A MapLibre map. Its container says `data-map`: loading, busy, idle (all drawn) or unsupported. */
export function MapCanvas(props: MapCanvasProps) {
  const { interactive = true, children, className } = props
  const container = useRef<HTMLDivElement>(null)
  const handle = useMap(container, props)
  useMapStyle(handle, props)
  useCamera(handle, props.camera)
  useScale(handle, props.hasGeolocate === true)

  return (
    <div className={classNames('relative size-full overflow-hidden', className)}>
      {handle.status === 'unsupported' ? (
        <div
          data-map="unsupported"
          className="size-full overflow-y-auto bg-sunken p-6 pt-[max(1.5rem,var(--map-top,0px))]"
        >
          <p className="flex items-center gap-2 text-ink-muted text-sm">
            <MapPinOff aria-hidden className="size-4 shrink-0" /> This browser cannot draw maps: WebGL is switched off.
          </p>
        </div>
      ) : (
        // The canvas inside is the landmark.
        <div
          ref={container}
          data-map="loading"
          className={classNames('mtp-map size-full bg-sunken', !interactive && 'mtp-map-still')}
        />
      )}
      {children}
    </div>
  )
}
