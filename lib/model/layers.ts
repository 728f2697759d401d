import { keysOf } from './keys-of'

/** `failureText`: for people, what a photo lacks when the layer could not be imported. */
type LayerRow = { name: string; failureText: string; colour: string; isBackground: boolean }

/**
 * The detection layers, in the order in which they are imported. A row is a new layer: its import stage, its column of `import_photos`,
 * its step, and its place in the viewer follow. The colours are light, and people who see red and green alike can tell them apart.
 * The regions of a background layer cover most of a picture: they are listed last, drawn faintly and left out of descriptions.
 */
export const LAYERS = {
  trafficsigns: {
    name: 'Traffic signs',
    failureText: 'The traffic signs did not come',
    colour: '#ffd84d',
    isBackground: false,
  },
  segmentations: {
    name: 'Surroundings',
    failureText: 'The surroundings did not come',
    colour: '#e9a6ff',
    isBackground: true,
  },
  instances: { name: 'Objects', failureText: 'The objects did not come', colour: '#5cd6ff', isBackground: false },
} satisfies Record<string, LayerRow>

export type DetectionLayer = keyof typeof LAYERS

export const DETECTION_LAYERS = keysOf(LAYERS)

/** As people read them: objects before what surrounds them. */
export const LISTED_LAYERS = DETECTION_LAYERS.toSorted(
  (a, b) => Number(LAYERS[a].isBackground) - Number(LAYERS[b].isBackground),
)
