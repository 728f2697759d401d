const VALUES = 1_000

const COMMON = [
  'construction--flat--road',
  'nature--vegetation',
  'nature--sky',
  'construction--structure--building',
  'object--vehicle--car',
  'object--support--utility-pole',
  'human--person',
  'construction--flat--sidewalk',
  'object--bench',
  'object--street-light',
  'object--trash-can',
  'object--fire-hydrant',
  'regulatory--stop--g1',
  'warning--curve-left--g1',
  'object--bike-rack',
  'object--mailbox',
  'regulatory--yield--g1',
  'animal--bird',
]
const SIGNS = ['regulatory', 'warning', 'information', 'complementary']

/** A thousand values, most common first, with their layers and the cumulated shares of all but the last (Zipf). */
export function detectionValues(): { values: string[]; layers: string[]; cumulated: number[] } {
  const invented = Array.from(
    { length: VALUES - COMMON.length },
    (_, index) => `${SIGNS[index % SIGNS.length]}--sign-${index + 1}--g1`,
  )
  const values = [...COMMON, ...invented]
  const total = values.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0)
  let share = 0
  const cumulated = values.slice(0, -1).map((_, rank) => {
    share += 1 / (rank + 1) / total
    return share
  })
  return { values, layers: values.map(layerOf), cumulated }
}

function layerOf(value: string): string {
  if (SIGNS.some((kind) => value.startsWith(kind))) return 'trafficsigns'
  return /^(construction|nature)/.test(value) ? 'segmentations' : 'instances'
}
