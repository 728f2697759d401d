import { AppError, type ErrorCode } from '@/lib/errors'
import { formatPlural } from '@/lib/format/number'
import {
  listUnmatched,
  type MatchOptions,
  type MatchTools,
  matchSequence,
  type SequenceMatching,
  type UnmatchedSequence,
} from './match-sequence'
import { matchUsers, type UserMatching } from './match-users'

export type MatchKeysTools = MatchTools & {
  say: (line: string) => void
  sleep: (ms: number) => Promise<void>
}

export type MatchTotals = {
  matched: number
  ambiguous: number
  missing: number
  extra: number
  failed: number // sequences
  unused: number // pairs by hand
}

const TRIES = 4
const OUTAGES: ErrorCode[] = ['UPSTREAM_FAILED', 'BACKUP_FAILED']

/**
 * Takes a database that one version of Mapillary's API filled over to the other: users and photos get their keys of today, everything else
 * stays. Says what it finds, sequence by sequence; what is not certain is listed and left. Safe to repeat: only what is left is looked at again.
 */
export async function matchKeys(tools: MatchKeysTools, options: MatchOptions): Promise<MatchTotals> {
  const { say } = tools
  for (const user of await persistently(tools, () => matchUsers(tools, options))) say(describeUser(user))
  const totals: MatchTotals = { matched: 0, ambiguous: 0, missing: 0, extra: 0, failed: 0, unused: 0 }
  const unused = new Map(options.byHand)
  for (const sequence of await listUnmatched(tools)) {
    try {
      const matching = await persistently(tools, () => matchSequence(tools, sequence, options))
      for (const line of describeMatching(sequence, matching)) say(line)
      for (const { photo, how } of matching.matches) if (how === 'hand') unused.delete(photo.key)
      totals.matched += matching.matches.length
      totals.ambiguous += matching.ambiguous.length
      totals.missing += matching.missing.length
      totals.extra += matching.extra.length
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'UNAUTHENTICATED') throw error
      say(`${title(sequence)}: not matched. ${error.message}`)
      totals.failed += 1
    }
  }
  for (const [oldKey, newKey] of unused)
    say(
      `Pair ${oldKey}=${newKey}: not used. No unmatched photo has the key ${oldKey}, or no free one of its sequence is ${newKey}`,
    )
  totals.unused = unused.size
  if (totals.ambiguous > 0) say('An ambiguous photo is decided by hand: npm run match-keys -- --pair OLDKEY=NEWKEY')
  say(describeTotals(totals, options))
  return totals
}

/** Waits as long as Mapillary asks for; an outage is waited out for a while. */
async function persistently<T>({ say, sleep }: MatchKeysTools, work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const isLimit = error.code === 'RATE_LIMITED'
      if (!isLimit && (!OUTAGES.includes(error.code) || tries >= TRIES)) throw error
      const ms = error.retryAfterMs ?? 1000 * 2 ** tries
      say(`${error.message}. Trying again in ${Math.ceil(ms / 1000)} s`)
      await sleep(ms)
    }
  }
}

function describeUser(user: UserMatching): string {
  const who = `User ${user.username} (${user.mapillaryKey})`
  switch (user.result) {
    case 'matched':
      return `${who}: is ${user.newKey}`
    case 'unknown':
      return `${who}: not matched. Mapillary has no sequence of theirs that would tell who they are`
    case 'ambiguous':
      return `${who}: not matched. Their sequences belong to ${user.newKeys.join(' and ')}`
    case 'twice':
      return `${who}: not matched. They are ${user.newKey}, who has an account of their own here (user ${user.otherId}) with things in it`
  }
}

function* describeMatching(sequence: UnmatchedSequence, found: SequenceMatching): Generator<string> {
  const { matches, ambiguous, missing, extra, isOnMapillary } = found
  if (!isOnMapillary) {
    const why = sequence.isPrivate ? 'private, which Mapillary does not give today' : 'not on Mapillary (any more)'
    yield `${title(sequence)}: ${why}; ${formatPlural(missing.length, 'photo')} not matched`
    return
  }
  const count = (how: string) => matches.filter((match) => match.how === how).length
  const ways = [
    `${count('time_and_place')} by time and place`,
    `${count('near_time_and_place')} by near time and place`,
    `${count('hand')} by hand`,
  ].filter((way) => !way.startsWith('0 '))
  yield `${title(sequence)}: ${matches.length} matched${ways.length > 0 ? ` (${ways.join(', ')})` : ''}, ${ambiguous.length} ambiguous, ${missing.length} missing on Mapillary, ${extra.length} new there`
  for (const { photo, newKeys } of ambiguous)
    yield `  ambiguous: photo ${photo.id} (N ${photo.n}, ${photo.key}) may be ${newKeys.join(' or ')}`
  for (const photo of missing) yield `  missing: photo ${photo.id} (N ${photo.n}, ${photo.key})`
}

function title({ id, name, username }: UnmatchedSequence): string {
  return `Sequence ${id} "${name}" of ${username}`
}

function describeTotals(
  { matched, ambiguous, missing, extra, failed }: MatchTotals,
  { isDryRun }: MatchOptions,
): string {
  const failures = failed > 0 ? ` ${formatPlural(failed, 'sequence')} could not be looked at.` : ''
  return `${isDryRun ? 'Would match' : 'Matched'} ${formatPlural(matched, 'photo')}; ${ambiguous} ambiguous, ${missing} missing on Mapillary, ${extra} new there.${failures}${isDryRun ? ' Nothing was written.' : ''}`
}
