import type { StyleSpecification } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { baseStyle } from './base-style'
import type { Palette } from './palette'

/** The ground: the style at `styleUrl`, or the bundled one while there is none or it cannot be read. null: still on its way. */
export function useBaseStyle(styleUrl: string | undefined, palette: Palette): StyleSpecification | null {
  const bundled = useMemo(() => baseStyle(palette), [palette])
  const [loaded, setLoaded] = useState<StyleSpecification | 'unreadable' | null>(null)

  useEffect(() => {
    if (styleUrl === undefined) return
    let isWanted = true
    fetch(styleUrl)
      .then(
        async (response): Promise<StyleSpecification | 'unreadable'> =>
          response.ok ? await response.json() : 'unreadable',
      )
      .catch(() => 'unreadable' as const)
      .then((style) => isWanted && setLoaded(style))
    return () => {
      isWanted = false
    }
  }, [styleUrl])

  return styleUrl === undefined || loaded === 'unreadable' ? bundled : loaded
}
