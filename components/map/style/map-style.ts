import type { StyleSpecification } from 'maplibre-gl'
import * as z from 'zod/mini'

const Root = z.object({
  version: z.literal(8),
  sources: z.record(z.string(), z.unknown()),
  layers: z.array(z.unknown()),
})

/** A style of MapLibre, which itself checks what is inside of sources and layers. */
export const MapStyle = z.custom<StyleSpecification>((style) => Root.safeParse(style).success)
