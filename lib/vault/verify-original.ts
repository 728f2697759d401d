import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import type { BackupState } from '@/lib/model/backup-states'
import { askMapillary } from './ask-mapillary'
import { expectStore } from './find-store-trouble'
import { copyFrom } from './place-copy'
import { type CopyState, originalMetadata, readCopy } from './read-copy'
import type { ClaimedOriginal, VaultEvent, VaultTools, Verdict } from './types'
import { verifyPublicPicture } from './verify-public-picture'

type Copies = { first: CopyState; second: CopyState | null; isSecondAway: boolean } // away: nothing is known of the second copy now
type Look = Copies & { original: ClaimedOriginal; events: VaultEvent[] }

const LOST: CopyState = { state: 'missing', bytes: 0, isDescribed: true, detail: null, crc32: null }

/**
 * Reads every copy of an original and mends what is bad: from the other copy, else from Mapillary. One read serves to verify it and to write
 * a second copy that is not there yet. Throws BACKUP_FAILED when a store is not what it should be: then nothing is known of the original.
 */
export async function verifyOriginal(tools: VaultTools, original: ClaimedOriginal): Promise<Verdict> {
  const look: Look = { original, events: [], ...(await lookAtCopies(tools, original)) }
  const read = look.first.bytes + (look.second?.bytes ?? 0)
  const found = look.first.state
  if (found === 'missing' || found === 'unreadable') await expectStore(tools.db, { store: tools.backup, copies: 1 })
  await describeAgain(tools, look)
  if (look.second && look.first.state !== 'ok') await mendFirst(tools, look)
  if (look.first.state !== 'ok') await mendFromMapillary(tools, look)
  if (look.second && look.first.state === 'ok' && look.second.state !== 'ok') await mendSecond(tools, look)
  noteChange(look, found)
  const picture = await verifyPublicPicture(tools, original)
  const { state, crc32 } = look.first
  return {
    state,
    copies: countCopies(look),
    bytes: read + picture.bytes,
    events: [...look.events, ...picture.events],
    crc32,
  }
}

function countCopies({ first, second, isSecondAway, original }: Look): number {
  const isSecondRight = isSecondAway ? original.copies === 2 : second?.state === 'ok'
  return Number(first.state === 'ok') + Number(isSecondRight)
}

async function lookAtCopies(tools: VaultTools, original: ClaimedOriginal): Promise<Copies> {
  const { backup, second } = tools
  try {
    if (second) return { ...(await lookAtBoth(tools, { original, second })), isSecondAway: false }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
  return {
    first: await readCopy(tools, { store: backup, original }),
    second: null,
    isSecondAway: tools.isSecondAway ?? second !== null,
  }
}

async function lookAtBoth(
  tools: VaultTools,
  { original, second }: { original: ClaimedOriginal; second: Backup },
): Promise<Pick<Look, 'first' | 'second'>> {
  const { backup, db } = tools
  if (!(await isAbsent(second, original.key))) {
    const other = await readCopy(tools, { store: second, original })
    if (other.state === 'unreadable') await expectStore(db, { store: second, copies: 2 })
    return { first: await readCopy(tools, { store: backup, original }), second: other }
  }
  if (original.copies === 2) await expectStore(db, { store: second, copies: 2 })
  if (original.copies === 2 || original.isCopyDue)
    return { first: await readCopy(tools, { store: backup, original }), second: LOST }
  const first = await readCopy(tools, { store: backup, original, copyTo: second })
  return { first, second: { ...LOST, state: first.state === 'ok' ? 'ok' : 'missing' } }
}

/** A copy that cannot be looked at is there, and will be found unreadable. */
async function isAbsent(store: Backup, key: string): Promise<boolean> {
  try {
    return (await store.head(key)) === null
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** Metadata are written again where they are gone. */
async function describeAgain({ backup, second }: VaultTools, { original, first, second: other, events }: Look) {
  const options = { contentType: 'image/jpeg', metadata: originalMetadata(original) }
  if (first.state === 'ok' && !first.isDescribed) {
    await backup.describe(original.key, options)
    events.push({ copy: 1, found: 'undescribed', done: 'described', detail: null })
  }
  if (second && other?.state === 'ok' && !other.isDescribed) await second.describe(original.key, options)
}

async function mendFirst(tools: VaultTools, look: Look): Promise<void> {
  const { backup, second } = tools
  const { original, first } = look
  if (!second || look.second?.state !== 'ok') return
  if (!(await copyFrom(tools, { from: second, to: backup, original, found: first.state }))) {
    // A store that has gone meanwhile tells nothing of its copies, and an owner is not asked for a file because of that.
    await expectStore(tools.db, { store: backup, copies: 1 })
    await expectStore(tools.db, { store: second, copies: 2 })
    return
  }
  look.events.push({ copy: 1, found: findingOf(first), done: 'other-copy', detail: first.detail })
  look.first = { ...first, state: 'ok' }
}

async function mendFromMapillary(tools: VaultTools, look: Look): Promise<void> {
  const { original, first, events } = look
  const { done, detail } = await askMapillary(tools, { original, found: first.state })
  if (done === 'none') {
    look.first = { ...first, detail: [first.detail, detail].filter(Boolean).join('; ') || null }
    return
  }
  events.push({ copy: 1, found: findingOf(first), done, detail: first.detail })
  if (done === 'mapillary') look.first = { ...first, state: 'ok' }
}

async function mendSecond(tools: VaultTools, look: Look): Promise<void> {
  const { backup, second } = tools
  const { original, second: other } = look
  if (!second || !other) return
  const isMended = await copyFrom(tools, { from: backup, to: second, original, found: other.state })
  if (!isMended && (await hasGone(tools, second))) {
    look.isSecondAway = true
    return
  }
  if (other.state !== 'missing' || original.copies === 2 || original.isCopyDue)
    look.events.push({ copy: 2, found: findingOf(other), done: isMended ? 'other-copy' : 'none', detail: other.detail })
  if (isMended) look.second = { ...other, state: 'ok' }
}

async function hasGone({ db }: VaultTools, second: Backup): Promise<boolean> {
  try {
    await expectStore(db, { store: second, copies: 2 })
    return false
  } catch (error) {
    if (error instanceof AppError) return true
    throw error
  }
}

/** What nobody has been told yet: an original that stays bad, or that is right again without our doing. */
function noteChange({ original, first, events }: Look, found: BackupState): void {
  const wasBad = original.state !== null && original.state !== 'ok'
  if (found === 'ok' && wasBad) events.push({ copy: 1, found: 'recovered', done: 'none', detail: null })
  const isTold = original.state === found || events.some(({ copy }) => copy === 1)
  if (first.state !== 'ok' && !isTold)
    events.push({ copy: 1, found: findingOf(first), done: 'none', detail: first.detail })
}

function findingOf({ state }: CopyState) {
  if (state === 'ok') throw new Error('A copy that is right is no finding')
  return state
}
