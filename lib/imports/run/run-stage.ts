import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { backUpOriginals } from '@/lib/imports/originals/back-up-originals'
import { writeManifest } from '@/lib/manifests/write-manifest'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { type DataStage, STAGES } from '@/lib/model/import-stages'
import { giveUpOriginals, giveUpStage } from './fail-stage'
import { completeImport, publishSequence } from './finish-import'
import { importStage } from './import-stage'
import { attempt, type Outcome, type Patience } from './outcome'
import { readSequence } from './read-sequence'

type Tools = { db: Db; mapillary: MapillaryClient; backup: Backup; tokenKey: Buffer; useComputedPositions: boolean }
type Piece = { importId: number; patience: Patience }

const ORIGINALS_PATIENCE_MS = 30 * 60_000 // one photo that never comes must not hold the end of the import back for a day

/** The first piece of an import, and as each of these: one attempt at it, safe to repeat. It fails the import when it gives up. */
export function bringInSequence(tools: Tools, piece: Piece): Promise<Outcome> {
  return attempt(tools, { ...piece, lacking: 'Mapillary did not describe the sequence' }, (job) =>
    readSequence(tools, job),
  )
}

/** One of the pieces that run side by side after it. When it gives up, what is missing has failed and the import goes on. */
export function bringInStage(tools: Tools, { stage, ...piece }: Piece & { stage: DataStage }): Promise<Outcome> {
  const { importId, patience } = piece
  return attempt(
    tools,
    { ...piece, lacking: STAGES[stage].failureText, giveUp: (error) => giveUpStage(tools, { importId, stage }, error) },
    (job) => importStage(tools, job, { stage, tries: patience.tries }),
  )
}

/** As bringInStage, for the originals. */
export function bringInOriginals(
  tools: Tools,
  piece: Piece,
  options: { retryDelayMs?: (tries: number) => number } = {},
): Promise<Outcome> {
  const giveUp = (error: Parameters<typeof giveUpOriginals>[2]) => giveUpOriginals(tools.db, piece.importId, error)
  return attempt(
    tools,
    { ...piece, lacking: STAGES.originals.failureText, patienceMs: ORIGINALS_PATIENCE_MS, giveUp },
    (job) => backUpOriginals(tools, job, options),
  )
}

/** The last piece: publication and manifest. It fails the import when it gives up. */
export function bringToEnd(tools: Tools, piece: Piece): Promise<Outcome> {
  return attempt(tools, { ...piece, lacking: 'The manifest could not be written' }, async (job) => {
    await publishSequence(tools.db, job.sequenceId)
    await writeManifest(tools, job)
    await completeImport(tools.db, piece.importId)
    return { next: 'done' }
  })
}
