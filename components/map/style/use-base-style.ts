import type { StyleSpecification } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import type { MapGround } from '@/lib/model/map-ground'
import { baseStyle } from './base-style'
import { overBundled } from './over-bundled'
import type { Palette } from './palette'
import { isRasterTiles, rasterStyle } from './raster-style'
import { isTileArchive, tileArchiveStyle } from './tile-archive'

const PATIENCE_MS = 15_000
/** Maps want whole addresses. While the server renders a page it draws no map. */
const ORIGIN = typeof location === 'undefined' ? '' : location.origin

/**
 * The style of a ground: the bundled one until its own has come, whenever that does not come, and where it has none.
 * `isUnreachable`: it was asked for and did not come.
 */
export function useBaseStyle(
  ground: MapGround,
  palette: Palette,
): { style: StyleSpecification; isUnreachable: boolean } {
  const bundled = useMemo(() => baseStyle(palette, ORIGIN), [palette])
  const [loaded, setLoaded] = useState<{ key: string; style: StyleSpecification | null } | null>(null)
  const styleUrl = ground[palette.name]
  const key = `${ground.name} ${palette.name}`

  useEffect(() => {
    if (styleUrl === null) return
    let isWanted = true
    readStyle(styleUrl, ground.name, palette)
      .catch(() => null)
      .then((style) => isWanted && setLoaded({ key, style }))
    return () => {
      isWanted = false
    }
  }, [styleUrl, ground.name, key, palette])

  const own = styleUrl !== null && loaded?.key === key ? loaded : null
  const ownStyle = own?.style ?? null
  const style = useMemo(() => (ownStyle ? overBundled(ownStyle, bundled) : bundled), [ownStyle, bundled])
  return { style, isUnreachable: own !== null && ownStyle === null }
}

async function readStyle(url: string, ground: string, palette: Palette): Promise<StyleSpecification> {
  if (isRasterTiles(url)) return rasterStyle(url)
  if (isTileArchive(url)) return tileArchiveStyle(url, palette)
  const query = new URLSearchParams({ ground, theme: palette.name }) // our server reads it, so that a page has no failed request
  const { answer } = await apiFetch(`/api/map-style?${query}`, 'MapStyle', { signal: AbortSignal.timeout(PATIENCE_MS) })
  if (!answer) throw new Error(`${url} did not answer with a style`)
  return answer
}
