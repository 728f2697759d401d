export const IMPORT_NOTE_CODES = ['photos_elsewhere', 'photos_of_others'] as const

/** What is no error of an import and must be said. `sequenceId`: the sequence here that it is about; `count`: of how many photos. */
export type ImportNote = {
  code: (typeof IMPORT_NOTE_CODES)[number]
  message: string // for people
  sequenceId?: string
  count?: number
}
