import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/errors'
import type { BackupRepair } from '@/lib/model/backup-states'
import { claimOriginals, releaseClaims, renewClaims } from './claim-originals'
import { expectStore } from './find-store-trouble'
import { notePicture, noteVerdict } from './note-verdict'
import { addToPass, endPass, NOTHING_DONE, type PassTally, warnOfPass } from './passes'
import { type ClaimedOriginal, isOfOriginal, type VaultPass, type VaultTools } from './types'
import { verifyOriginal } from './verify-original'
import { verifyPublicPicture } from './verify-public-picture'

const SLICE_MS = 20_000 // no original is begun after so long, so that a step stays short
const AT_ONCE = 4
const CLAIMS_AT_ONCE = 16
const MENDED: BackupRepair[] = ['other-copy', 'mapillary', 'described']
const RENEW_MS = 30_000

type Slice = { pass: VaultPass; dueBefore: Date; budgetMs?: number }

/** `again`: there is more to look at. `stopped`: the store is not what it should be; the pass says why. */
export type SliceResult = 'again' | 'done' | 'stopped'

/**
 * One time-boxed part of a pass: reads originals that are due, notes what was found, and mends what is bad. Good ones that were read since
 * `dueBefore` are left alone. Safe to repeat and to run beside others: each original is claimed by one.
 */
export async function verifySlice(tools: VaultTools, slice: Slice): Promise<SliceResult> {
  const { db } = tools
  try {
    await expectStore(db, { store: tools.backup, copies: 1 })
    return await new SliceRun(await withoutLostSecond(tools, slice.pass), slice).run()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await endPass(db, slice.pass.id, error.message)
    return 'stopped'
  }
}

/** Nothing is written to a second store that has lost all its copies; the pass goes on with the first. */
async function withoutLostSecond(tools: VaultTools, pass: VaultPass): Promise<VaultTools> {
  if (!tools.second) return tools
  try {
    await expectStore(tools.db, { store: tools.second, copies: 2 })
    return tools
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await warnOfPass(tools.db, pass.id, error.message)
    return { ...tools, second: null, isSecondAway: true }
  }
}

class SliceRun {
  readonly #tools: VaultTools
  readonly #slice: Slice
  readonly #claimId = randomUUID()
  readonly #end: number
  readonly #tally: PassTally = { ...NOTHING_DONE }
  #queue: ClaimedOriginal[] = []
  #claiming: Promise<void> | undefined
  #isExhausted = false
  #error: unknown

  constructor(tools: VaultTools, slice: Slice) {
    this.#tools = tools
    this.#slice = slice
    this.#end = Date.now() + (slice.budgetMs ?? SLICE_MS)
  }

  async run(): Promise<SliceResult> {
    const { db } = this.#tools
    const renewal = setInterval(() => {
      renewClaims(db, this.#claimId).catch(() => undefined) // the database is away for a moment
    }, RENEW_MS)
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#work()))
    } finally {
      clearInterval(renewal)
      await releaseClaims(db, this.#claimId)
      await addToPass(db, this.#slice.pass.id, this.#tally)
    }
    if (this.#error) throw this.#error
    return this.#isExhausted ? 'done' : 'again'
  }

  async #work(): Promise<void> {
    for (let original = await this.#next(); original; original = await this.#next()) {
      try {
        await (original.isPictureDue ? this.#lookAtPicture(original) : this.#look(original))
      } catch (error) {
        this.#error ??= error
      }
    }
  }

  /** Workers that find the queue empty wait for the same claim. */
  async #next(): Promise<ClaimedOriginal | undefined> {
    while (!this.#error && Date.now() < this.#end) {
      const original = this.#queue.shift()
      if (original || this.#isExhausted) return original
      this.#claiming ??= this.#claim().finally(() => {
        this.#claiming = undefined
      })
      await this.#claiming
    }
    return undefined
  }

  async #claim(): Promise<void> {
    const { pass, dueBefore } = this.#slice
    const claim = {
      claimId: this.#claimId,
      pass,
      dueBefore,
      limit: CLAIMS_AT_ONCE,
      hasSecond: this.#tools.second !== null,
    }
    this.#queue = await claimOriginals(this.#tools.db, claim)
    this.#isExhausted = this.#queue.length === 0
  }

  async #look(original: ClaimedOriginal): Promise<void> {
    const verdict = await verifyOriginal(this.#tools, original)
    const isMended = verdict.events.some((event) => isOfOriginal(event) && MENDED.includes(event.done))
    const result = await noteVerdict(this.#tools.db, { claimId: this.#claimId, original, verdict })
    // Deleted after its claim had ended: nobody would know of the file.
    const isCopied = verdict.copies > original.copies
    if (result === 'gone' && (isMended || isCopied)) await this.#remove(original.key)
    if (result === 'gone' && original.publicPicture) await this.#remove(original.publicPicture.key)
    if (result !== 'noted') return
    this.#tally.lookedAt += 1
    this.#tally.bytes += verdict.bytes
    if (isMended) this.#tally.mended += 1
    if (isMended || verdict.state !== 'ok') this.#tally.bad += 1
  }

  /** A listing missed it, or found it changed: it is mended at once, and its original is read when its turn comes. */
  async #lookAtPicture(original: ClaimedOriginal): Promise<void> {
    const { bytes, events } = await verifyPublicPicture(this.#tools, original)
    this.#tally.bytes += bytes
    const result = await notePicture(this.#tools.db, { claimId: this.#claimId, original, events })
    if (result === 'gone' && original.publicPicture) await this.#remove(original.publicPicture.key)
  }

  async #remove(key: string): Promise<void> {
    await this.#tools.backup.remove(key)
    await this.#tools.second?.remove(key)
  }
}
