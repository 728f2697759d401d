import type { ComponentType } from 'react'
import { FILTER_PARAMS, type FilterName, type FilterParam } from '@/lib/search/filter-names'
import { AltitudeFilter } from './altitude-filter'
import { BackupChoices } from './backup-choices'
import { CameraFilter } from './camera-filter'
import { DirectionFilter } from './direction-filter'
import { KindFilter } from './kind-filter'
import type { RareFilter } from './more-filter'
import { ObjectChoices } from './object-choices'
import { PhotographerField } from './photographer-field'
import { SequenceTagChoices, TransportChoices } from './sequence-choices'
import { ViewpointsFilter } from './viewpoints-filter'
import { WhenFilter } from './when-filter'
import { WhereFilter } from './where-filter'

/**
 * Where the filter bar shows a filter: in a chip, or among the rare ones (null: only links set it). `elsewhere`: parameters that are set
 * outside of the bar.
 */
type Panel<Name extends FilterName> =
  | { Chip: ComponentType }
  | { Rare: ComponentType | null; elsewhere?: FilterParam<Name>[] }

/** What the filter bar shows of each filter, in its order (`lib/search/filters.ts` says what the filters do). */
const PANEL: { [Name in FilterName]: Panel<Name> } = {
  time: { Chip: WhenFilter },
  season: { Chip: WhenFilter },
  pano: { Chip: KindFilter },
  place: { Chip: WhereFilter },
  camera: { Chip: CameraFilter },
  viewpoints: { Chip: ViewpointsFilter },
  direction: { Chip: DirectionFilter },
  altitude: { Chip: AltitudeFilter },
  user: { Rare: PhotographerField },
  transport: { Rare: TransportChoices },
  sequenceTag: { Rare: SequenceTagChoices },
  tags: { Rare: ObjectChoices, elsewhere: ['tag'] }, // the search field
  backup: { Rare: BackupChoices },
  sequence: { Rare: null },
}

const PANELS = Object.entries(PANEL) as [FilterName, Panel<FilterName>][] // its keys are those of PANEL

export const CHIPS = PANELS.flatMap(([name, panel], index) => {
  if (!('Chip' in panel)) return []
  const isFirst = PANELS.findIndex(([, other]) => 'Chip' in other && other.Chip === panel.Chip) === index
  return isFirst ? [{ name, Chip: panel.Chip }] : []
})

export const RARE_FILTERS = PANELS.flatMap(([name, panel]): RareFilter[] => {
  if ('Chip' in panel) return []
  const { Rare, elsewhere = [] } = panel
  const params = FILTER_PARAMS[name].filter((param) => !elsewhere.some((other) => other === param))
  return [{ name, Controls: Rare, params }]
})
