import pLimit from 'p-limit'
import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { BatchPhoto } from '@/lib/imports/run/photos/find-pending'
import type { MapillaryClient } from '@/lib/mapillary/types'
import { keepPublicPicture } from '@/lib/photos/pictures/keep-public-picture'

type Tools = { db: Db; mapillary: MapillaryClient; backup: Backup }

const AT_ONCE = 8 // each is held in memory
const MOST = 16 // under way or waiting: the end of a round waits for all of them
const FAILURES_IN_A_ROW = 3 // so many tell of an outage

/**
 * The pictures that others see, fetched beside the originals. Without them an import is complete: what does not come, or is left out because
 * of an outage or because the round ended, keepMissingPictures fetches later.
 */
export class PublicPictures {
  readonly #tools: Tools
  readonly #job: ImportJob
  readonly #hasEnded: () => boolean
  readonly #fail: (error: unknown) => void
  readonly #limit = pLimit(AT_ONCE)
  readonly #underWay = new Set<Promise<void>>()
  #failuresInARow = 0

  /** `hasEnded`: nothing more is fetched. `fail` gets what is no fault of Mapillary or the backup. */
  constructor(
    tools: Tools,
    job: ImportJob,
    { hasEnded, fail }: { hasEnded: () => boolean; fail: (error: unknown) => void },
  ) {
    this.#tools = tools
    this.#job = job
    this.#hasEnded = hasEnded
    this.#fail = fail
  }

  /** Has the picture of a photo fetched; resolves when there is room for another. */
  async add(photo: BatchPhoto): Promise<void> {
    const work = this.#limit(() => this.#keep(photo)).finally(() => this.#underWay.delete(work))
    this.#underWay.add(work)
    if (this.#underWay.size >= MOST) await Promise.race(this.#underWay)
  }

  /** Resolves when none is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay)
  }

  async #keep({ id, n, key }: BatchPhoto): Promise<void> {
    if (this.#hasEnded() || this.#failuresInARow >= FAILURES_IN_A_ROW) return
    const { sequenceId, username } = this.#job
    try {
      await keepPublicPicture(this.#tools, { id, n, key, sequenceId, username })
      this.#failuresInARow = 0
    } catch (error) {
      if (error instanceof AppError) this.#failuresInARow += 1
      else this.#fail(error)
    }
  }
}
