import type { LngLat } from '@/lib/geo/lng-lat'
import type { ImportNote } from '@/lib/model/import-notes'
import type { ImportStage } from '@/lib/model/import-stages'
import type { ImportState } from '@/lib/model/import-states'

/** `total` = `done` + `failed` + `waiting`, in photos; `bytes` downloaded in this stage. */
export type StageProgress = { total: number; done: number; failed: number; waiting: number; bytes: number }

/** One import as its owner sees it; times are ISO 8601, ids decimal strings: this is the API's answer. */
export type ImportProgress = {
  id: string
  sequenceId: string
  isSequenceRemoved: boolean // it turned out to hold no photo of its own
  kind: 'import' | 'sync' // sync: brings in only what has changed on Mapillary
  sequenceName: string
  mapillarySequenceKey: string
  status: ImportState
  reason: string | null
  notes: ImportNote[]
  waitingUntil: string | null
  requestedAt: string
  startedAt: string | null
  finishedAt: string | null
  photoTotal: number | null
  stages: Record<ImportStage, StageProgress>
  errorTotal: number
  errors: { photoId: string; n: number; mapillaryKey: string; stage: ImportStage; reason: string }[] // the first 500
}

/** Where a Mapillary sequence stands here. */
export type ImportedState =
  | { state: 'new' }
  | {
      state: 'importing'
      importId: string
      sequenceId: string
      done: number
      total: number | null
      status: ImportState
    }
  | { state: 'imported'; importId: string; sequenceId: string; withErrors: boolean }
  | { state: 'failed'; importId: string; sequenceId: string; reason: string | null } // failed or cancelled
  | { state: 'taken' } // imported here by somebody else

/** One of the user's sequences on Mapillary, as the import page lists it. */
export type ImportableSequence = {
  key: string
  capturedAt: string | null
  photoCount: number
  lengthMeters: number
  cameraMake: string | null
  isPano: boolean
  isPrivate: boolean
  line: LngLat[] // thinned for drawing, at most 100 points; empty without positions
  near?: string // a town, in rows that are shown
  timeZone?: string // where it begins, in rows that are shown
  here: ImportedState
}
