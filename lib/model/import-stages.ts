import { keysOf } from './keys-of'
import { LAYERS } from './layers'

/** `failureText`: for people, what a photo lacks when the stage failed. */
type StageRow = { name: string; failureText: string }

/**
 * What an import brings in for each photo, in the order in which it is shown. The key of a row is the id of its step, which must never
 * change (imports under way are taken up by it), the name of its column in `import_photos`, and its name in the API.
 */
export const STAGES = {
  data: { name: 'Photo data', failureText: 'The photo data did not come' },
  altitude: { name: 'Altitude', failureText: 'The altitude did not come' },
  ...LAYERS,
  originals: { name: 'Originals in the backup', failureText: 'The original could not be copied' },
} satisfies Record<string, StageRow>

export type ImportStage = keyof typeof STAGES

export const IMPORT_STAGES = keysOf(STAGES)

/** The stages that Mapillary's API answers; originals are files. */
export type DataStage = Exclude<ImportStage, 'originals'>

export const DATA_STAGES = IMPORT_STAGES.filter((stage) => stage !== 'originals')
