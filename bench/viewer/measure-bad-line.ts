import type { Browser } from 'playwright'
import { imagePath } from '@/lib/photos/paths'
import { withDatabase } from '@/tests/support/session'
import type { Stack } from '@/tests/support/stack'
import { type Line, percentile } from '../import/line'
import { startBadLine } from './bad-line'
import { addWalk } from './photo-like'
import { slowShift, slowVisit } from './slow-visit'

const BAD = { bitsPerSecond: 400_000, roundTripMs: 400, loss: 0.05 }
const FIRST_GOAL_MS = 6_000
const NEXT_GOAL_MS = 2_000
const SHIFT_GOAL = 0.05
const STEPS = 4
const PHOTOS = 32 // of a walk: visits begin where none has been

/** First and next photos, flat and 360°, and what jumps, over a bad line. The server has the pictures, as of most photos; the browser has nothing. */
export async function measureBadLine(
  browser: Browser,
  { stack, runs }: { stack: Stack; runs: number },
): Promise<Line[]> {
  const [flat, around] = await withDatabase(stack, async (db) => [
    await addWalk(db, stack.dataDir, { photos: PHOTOS }),
    await addWalk(db, stack.dataDir, { photos: PHOTOS, isPano: true }),
  ])
  for (const { photoIds } of [flat, around]) await drawOnce(stack.url, photoIds)
  const lines: Line[] = []
  const shifts: Record<string, number> = {}
  for (const [name, { photoIds }] of [
    ['flat', flat],
    ['360°', around],
  ] as const) {
    const visits = []
    for (let run = 0; run < runs; run++) {
      const path = `/photos/${photoIds[run * (STEPS + 3)]}`
      const isSphere = photoIds === around.photoIds
      visits.push(await overBadLine(stack.url, (url) => slowVisit(browser, url + path, { steps: STEPS, isSphere })))
    }
    shifts[`${name} photo`] = Math.max(...visits.map(({ shift }) => shift))
    lines.push(
      timeLine(
        `First ${name} photo on a bad line`,
        visits.map(({ firstMs }) => firstMs),
        FIRST_GOAL_MS,
      ),
      ...turnLines(visits.flatMap(({ turnsMs }) => turnsMs ?? [])),
      timeLine(
        `Next ${name} photo on a bad line`,
        visits.flatMap(({ nextMs }) => nextMs),
        NEXT_GOAL_MS,
      ),
    )
  }
  for (const [name, path] of pagesOf(flat))
    shifts[name] = await overBadLine(stack.url, (url) => slowShift(browser, url + path))
  return [...lines, shiftLine(shifts)]
}

/** A line of its own for each visit: what the one before left under way would come first. */
async function overBadLine<T>(target: string, visit: (url: string) => Promise<T>): Promise<T> {
  const line = await startBadLine(new URL(target), BAD)
  try {
    return await visit(line.url)
  } finally {
    line.close()
  }
}

/** The server draws a picture when it is first asked for, and keeps it. */
async function drawOnce(url: string, photoIds: number[]): Promise<void> {
  const headers = { accept: 'image/webp,*/*' }
  for (const id of photoIds)
    for (const size of [320, 1024] as const) await (await fetch(url + imagePath(id, size), { headers })).arrayBuffer()
}

function pagesOf({ sequenceId }: { sequenceId: number }): [name: string, path: string][] {
  return [
    ['map', '/'],
    ['list of photos', '/photos'],
    ['sequences', '/sequences'],
    ['sequence', `/sequences/${sequenceId}`],
    ['viewpoints', '/viewpoints'],
    ['leaderboard', '/leaderboard'],
    ['log-in', '/login'],
  ]
}

function timeLine(name: string, times: number[], goalMs: number): Line {
  const median = percentile(times, 0.5)
  return {
    name,
    measured: `median ${(median / 1_000).toFixed(1)} s, worst ${(Math.max(...times) / 1_000).toFixed(1)} s of ${times.length}`,
    baseline: '',
    goal: `median ≤ ${goalMs / 1_000} s`,
    isMet: median <= goalMs,
    values: { times },
  }
}

/** When the first 360° photo can be turned: told, without a goal. */
function turnLines(times: number[]): Line[] {
  if (times.length === 0) return []
  return [{ ...timeLine('360° viewer on a bad line', times, 0), goal: '', isMet: null }]
}

function shiftLine(shifts: Record<string, number>): Line {
  const [worst = ['', 0]] = Object.entries(shifts).sort(([, one], [, other]) => other - one)
  return {
    name: 'Layout shift on a bad line',
    measured: `${worst[1].toFixed(3)} at most (${worst[0]}) of ${Object.keys(shifts).length} pages`,
    baseline: '',
    goal: `≤ ${SHIFT_GOAL}`,
    isMet: worst[1] <= SHIFT_GOAL,
    values: { shifts },
  }
}
