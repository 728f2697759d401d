import type { StyleSpecification } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { baseStyle } from './base-style'
import type { Palette } from './palette'
import { isTileArchive, tileArchiveStyle } from './tile-archive'

/** The ground: the style at `styleUrl`, or the bundled one while there is none or it cannot be read. null: still on its way. */
export function useBaseStyle(styleUrl: string | undefined, palette: Palette): StyleSpecification | null {
  const bundled = useMemo(() => baseStyle(palette), [palette])
  const [loaded, setLoaded] = useState<{ key: string; style: StyleSpecification | 'unreadable' } | null>(null)
  const key = `${styleUrl} ${styleUrl && isTileArchive(styleUrl) ? palette.name : ''}` // an archive is drawn in our colours

  useEffect(() => {
    if (styleUrl === undefined) return
    let isWanted = true
    readStyle(styleUrl, palette)
      .catch(() => 'unreadable' as const)
      .then((style) => isWanted && setLoaded({ key, style }))
    return () => {
      isWanted = false
    }
  }, [styleUrl, key, palette])

  if (styleUrl === undefined || loaded?.style === 'unreadable') return bundled
  return loaded?.style ?? null
}

async function readStyle(url: string, palette: Palette): Promise<StyleSpecification> {
  if (isTileArchive(url)) return tileArchiveStyle(url, palette)
  const { answer } = await apiFetch(url, 'MapStyle')
  if (!answer) throw new Error(`${url} did not answer with a style`)
  return answer
}
