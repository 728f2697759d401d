export const IMPORT_NOTE_CODES = [
  'photos_elsewhere',
  'photos_of_others',
  'photos_moved',
  'photos_erased',
  'sequence_empty',
  'sequence_removed',
] as const

/** What to do with photos that Mapillary has moved here from a sequence of the same owner that has them here. */
export const ELSEWHERE = ['leave', 'move'] as const
export type Elsewhere = (typeof ELSEWHERE)[number]

/** What is left of a sequence that held no photos of its own. */
export type RemovedSequence = { id: number; name: string; mapillaryKey: string }

/** What is no error of an import and must be said. `sequenceId`: the sequence here that it is about; `count`: of how many photos. */
export type ImportNote = {
  code: (typeof IMPORT_NOTE_CODES)[number]
  message: string // for people
  sequenceId?: string
  count?: number
}
