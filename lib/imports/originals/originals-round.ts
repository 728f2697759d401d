import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '@/db/client'
import type { Backup } from '@/lib/backup/types'
import { AppError, type ErrorCode } from '@/lib/errors'
import type { ImportJob } from '@/lib/imports/run/import-job'
import type { Outcome } from '@/lib/imports/run/outcome'
import type { BatchPhoto } from '@/lib/imports/run/photos/find-pending'
import { markFailed } from '@/lib/imports/run/photos/mark-photos'
import { isUnreadable } from '@/lib/mapillary/http-errors'
import type { MapillaryClient } from '@/lib/mapillary/types'
import type { Limits } from '@/lib/model/limits'
import { BadOriginal, backUpOriginal, Erased, Stopped } from './back-up-original'
import { PublicPictures } from './public-pictures'

type Tools = { db: Db; mapillary: MapillaryClient; backup: Backup; limits?: Limits }
type Trouble = { tries: number; successesBefore: number }

const AT_ONCE = 8
const STEP_BUDGET_MS = 20_000 // no new download begins after so long, so that a step stays short
const TRIES = 4
const SOON = 50 // the next photos that Mapillary's client is told of, so that it can look them up together
const OUTAGES: ErrorCode[] = ['UPSTREAM_FAILED', 'BACKUP_FAILED']
const OUTAGE = 8 // so many failures in a row: the fault is the service's, not a photo's

/** One time-boxed run through the photos whose originals wait, shared by several workers. */
export class OriginalsRound {
  readonly #tools: Tools
  readonly #job: ImportJob
  readonly #queue: BatchPhoto[]
  readonly #end = Date.now() + STEP_BUDGET_MS
  readonly #abort = new AbortController()
  readonly #troubles = new Map<number, Trouble>()
  readonly #publicPictures: PublicPictures
  #error: unknown // ends the round
  #successes = 0
  #lastGood: BatchPhoto | undefined
  #failuresInARow = 0

  readonly #retryDelayMs: (tries: number) => number

  constructor(
    tools: Tools,
    job: ImportJob,
    { pending, retryDelayMs }: { pending: BatchPhoto[]; retryDelayMs: (tries: number) => number },
  ) {
    this.#tools = tools
    this.#job = job
    this.#queue = [...pending]
    this.#retryDelayMs = retryDelayMs
    this.#publicPictures = new PublicPictures(tools, job, {
      hasEnded: () => this.#hasEnded(),
      fail: (error) => {
        this.#error ??= error
      },
    })
  }

  /** Stops the downloads under way; what is in the backup stays. */
  cancel(): void {
    this.#abort.abort()
  }

  /** How the round ended. An outage after some successes is left to the next round to find. */
  outcome(): Outcome {
    if (this.#abort.signal.aborted) return { next: 'stop' }
    const isOutage = this.#error instanceof AppError && OUTAGES.includes(this.#error.code)
    if (this.#error && !(isOutage && this.#successes > 0)) throw this.#error
    return { next: 'again' }
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work()))
    await this.#publicPictures.settled()
  }

  async #work(): Promise<void> {
    for (let photo = this.#next(); photo; photo = this.#next()) await this.#copy(photo)
  }

  #next(): BatchPhoto | undefined {
    return this.#hasEnded() || Date.now() > this.#end ? undefined : this.#queue.shift()
  }

  #hasEnded(): boolean {
    return this.#error !== undefined || this.#abort.signal.aborted
  }

  async #copy(photo: BatchPhoto): Promise<void> {
    try {
      const next = this.#queue.slice(0, SOON).map(({ key }) => key)
      await backUpOriginal(this.#tools, this.#job, { photo, next, signal: this.#abort.signal })
      this.#successes += 1
      this.#lastGood = photo
      this.#failuresInARow = 0
      if (this.#tools.mapillary.originals === 'uploaded') await this.#publicPictures.add(photo)
    } catch (error) {
      if (error instanceof Stopped) this.cancel()
      if (this.#abort.signal.aborted || error instanceof Erased) return
      if (!(error instanceof AppError) || error.code === 'UNAUTHENTICATED' || error.code === 'RATE_LIMITED')
        this.#error ??= error
      else if (OUTAGES.includes(error.code)) await this.#postpone(photo, error)
      else await this.#fail(photo, error)
    }
  }

  /**
   * Puts the photo back at the end of the queue, a little later. It fails for good when its file is bad each time, or when other photos
   * came since its first failure, or when the answer was not a picture although a photo that came before still comes. Otherwise the fault may
   * be the service's.
   */
  async #postpone(photo: BatchPhoto, error: AppError): Promise<void> {
    const trouble = this.#troubles.get(photo.id) ?? { tries: 0, successesBefore: this.#successes }
    trouble.tries += 1
    this.#troubles.set(photo.id, trouble)
    const isBad = error instanceof BadOriginal
    if (!isBad) this.#failuresInARow += 1
    const isExhausted = trouble.tries >= TRIES
    const haveOthersCome = this.#successes > trouble.successesBefore
    if (isExhausted && (isBad || haveOthersCome || (isUnreadable(error) && (await this.#comesAgain(this.#lastGood)))))
      return this.#fail(photo, error)
    if (isExhausted || this.#failuresInARow >= OUTAGE) {
      this.#error ??= error
      return
    }
    const { signal } = this.#abort
    await delay(this.#retryDelayMs(trouble.tries), undefined, { signal }).catch(() => undefined)
    this.#queue.push(photo)
  }

  /** Whether Mapillary still gives a photo that came before. */
  async #comesAgain(photo: BatchPhoto | undefined): Promise<boolean> {
    if (!photo) return false
    try {
      const { body } = await this.#tools.mapillary.downloadOriginal(await this.#job.token(), photo.key, [])
      await body.cancel()
      return true
    } catch {
      return false
    }
  }

  #fail(photo: BatchPhoto, error: AppError): Promise<void> {
    const { importId } = this.#job
    return markFailed(this.#tools.db, { importId, stage: 'originals', photoIds: [photo.id], reason: error.message })
  }
}
