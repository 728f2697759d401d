// What a photo page costs, in a real Chromium: npm run bench -- viewer [--runs 7] [--only javascript,picture,map,next,badline].
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from 'playwright'
import { z } from 'zod'
import { imagePath } from '@/lib/photos/paths'
import { withDatabase } from '@/tests/support/session'
import { startStack } from '@/tests/support/stack'
import { setViewerScene } from '@/tests/support/viewer-scene'
import { findChromium } from '../scripts/chromium.mjs'
import { type Line, percentile } from './import/line'
import { report } from './report'
import { serveBare } from './viewer/bare-page'
import { measureBadLine } from './viewer/measure-bad-line'
import { nextPhotoTimes } from './viewer/next-photo'
import { firstLoadBytes, gzipBytes, type Visit, visit, visitMap } from './viewer/visit'

const FIRST_LOAD_GOAL = 130_000 // bytes
const NEXT_GOAL_MS = 100
const LINES = ['javascript', 'picture', 'map', 'next', 'badline']
const LIST_GOAL_MS = 1_200
const MAP_GOAL_MS = 2_500
const PAINT_GOAL = 1.4
const BEFORE_GOAL = 60_000 // bytes of scripts before the picture
const VISIT_GOAL = 450_000 // bytes

/** Draws maps and panoramas without a graphics card. A frame then takes 30 to 200 ms to be seen, so paints are measured without it. */
const EMULATED_GRAPHICS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader']

const { values: asked } = parseArgs({
  options: { runs: { type: 'string', default: '7' }, only: { type: 'string' }, help: { type: 'boolean' } },
})
const runs = Number(asked.runs)
const names = asked.only?.split(',') ?? LINES
const isKnown = names.every((name) => LINES.includes(name))
if (asked.help || !isKnown || !(runs >= 1)) {
  console.log(`npm run bench -- viewer [--runs 7] [--only LINE,…]\nLines: ${LINES.join(', ')}.`)
  process.exit(asked.help ? 0 : 1)
}

const stack = await startStack()
const executablePath = await findChromium()
const scene = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
const pageOf = (id: number) => `${stack.url}/photos/${id}`

/** Scripts that the HTML names, beside those that every page of the framework loads even when it is empty. */
async function measureJavascript(): Promise<Line[]> {
  const manifest = join(import.meta.dirname, '../../.next/build-manifest.json')
  const { rootMainFiles } = z
    .object({ rootMainFiles: z.array(z.string()) })
    .parse(JSON.parse(readFileSync(manifest, 'utf8')))
  const framework = await Promise.all(rootMainFiles.map((file) => gzipBytes(new URL(`/_next/${file}`, stack.url))))
  const baseline = framework.reduce((sum, size) => sum + size, 0)
  const bytes = await firstLoadBytes(pageOf(scene.first.id))
  return [
    {
      name: 'First-load JavaScript, gzip',
      measured: kilobytes(bytes),
      baseline: `${kilobytes(baseline)}: an empty page of the framework`,
      goal: `≤ ${kilobytes(FIRST_LOAD_GOAL)}`,
      isMet: bytes <= FIRST_LOAD_GOAL,
      values: { bytes, baseline },
    },
  ]
}

/** The largest contentful paint, beside a page that holds nothing but the same picture. */
async function measurePaint(browser: Browser): Promise<Line[]> {
  const { id } = scene.sixth // beside it are photos like it
  const bare = await serveBare(new URL(imagePath(id, 1024), stack.url))
  await visit(browser, pageOf(id)) // what is drawn once is in the caches
  const [ours, theirs]: [Visit[], Visit[]] = [[], []]
  for (let run = 0; run < runs; run++) {
    theirs.push(await visit(browser, bare.url))
    ours.push(await visit(browser, pageOf(id)))
  }
  bare.close()
  const [lcp, bareLcp] = [median(ours.map(({ lcpMs }) => lcpMs)), median(theirs.map(({ lcpMs }) => lcpMs))]
  const before = median(ours.map(({ javascriptBytesBefore }) => javascriptBytesBefore))
  return [
    {
      name: 'Largest contentful paint, 9 Mbit/s, 60 ms',
      measured: `${Math.round(lcp)} ms = ${(lcp / bareLcp).toFixed(2)} ×`,
      baseline: `${Math.round(bareLcp)} ms: the picture alone`,
      goal: `≤ ${PAINT_GOAL} ×`,
      isMet: lcp <= PAINT_GOAL * bareLcp,
      values: { ours, theirs },
    },
    {
      name: 'Scripts that have come before it',
      measured: kilobytes(before),
      baseline: '',
      goal: `≤ ${kilobytes(BEFORE_GOAL)}`,
      isMet: before <= BEFORE_GOAL,
      values: {},
    },
  ]
}

/** The bytes of a visit, map included. */
async function measureBytes(browser: Browser): Promise<Line[]> {
  const url = pageOf(scene.sixth.id)
  await visit(browser, url)
  const ours = await visit(browser, url)
  const jpegs = await visit(browser, url, { takesWebp: false })
  return [
    {
      name: 'Bytes of the pictures of the whole visit',
      measured: kilobytes(ours.pictureBytes),
      baseline: `${kilobytes(jpegs.pictureBytes)}: all of them as JPEGs`,
      goal: '',
      isMet: null,
      values: { jpegs },
    },
    {
      name: 'Bytes of the whole visit, map included',
      measured: `${kilobytes(ours.bytes)}, ${kilobytes(ours.javascriptBytes)} of them scripts`,
      baseline: '',
      goal: `≤ ${kilobytes(VISIT_GOAL)}`,
      isMet: ours.bytes <= VISIT_GOAL,
      values: { ours },
    },
  ]
}

/** The page that everybody comes to first. */
async function measureMap(browser: Browser): Promise<Line[]> {
  await visitMap(browser, stack.url)
  const visits: Awaited<ReturnType<typeof visitMap>>[] = []
  for (let run = 0; run < runs; run++) visits.push(await visitMap(browser, stack.url))
  const line = (name: string, ms: number, goal: number): Line => ({
    name: `${name}, 9 Mbit/s, 60 ms`,
    measured: `${Math.round(ms)} ms`,
    baseline: '',
    goal: `≤ ${goal} ms`,
    isMet: ms <= goal,
    values: { visits },
  })
  const [list, map] = [median(visits.map(({ listMs }) => listMs)), median(visits.map(({ mapMs }) => mapMs))]
  return [line('List beside the map', list, LIST_GOAL_MS), line('Map drawn', map, MAP_GOAL_MS)]
}

async function measureNext(browser: Browser): Promise<Line[]> {
  const onward = Array<string>(6).fill('ArrowRight')
  const toAndFro = onward.map((key, press) => (press % 2 ? 'ArrowLeft' : key)) // there are two whole panoramas
  const flat = await nextPhotoTimes(browser, { url: pageOf(scene.sixth.id), keys: onward, isSphere: false })
  const sphere = await nextPhotoTimes(browser, { url: pageOf(scene.whole.id), keys: toAndFro, isSphere: true })
  return [nextLine('Key press to the next flat picture', flat), nextLine('Key press to the next 360° picture', sphere)]
}

function nextLine(name: string, times: number[]): Line {
  const worst = Math.max(...times)
  return {
    name,
    measured: `median ${Math.round(median(times))} ms, worst ${Math.round(worst)} ms of ${times.length}`,
    baseline: '',
    goal: `median ≤ ${NEXT_GOAL_MS} ms`,
    isMet: median(times) <= NEXT_GOAL_MS,
    values: { times },
  }
}

/** A browser of its own for each measure: one that has waited for long draws nothing at first. */
async function withBrowser<T>(args: string[], use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args,
  })
  try {
    return await use(browser)
  } finally {
    await browser.close()
  }
}

function median(values: number[]): number {
  return percentile(values, 0.5)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`
}

const MEASURES: Record<string, () => Promise<Line[]>> = {
  javascript: measureJavascript,
  picture: async () => [
    ...(await withBrowser(['--disable-gpu'], measurePaint)),
    ...(await withBrowser(EMULATED_GRAPHICS, measureBytes)),
  ],
  map: () => withBrowser(EMULATED_GRAPHICS, measureMap),
  next: () => withBrowser(EMULATED_GRAPHICS, measureNext),
  badline: () =>
    withBrowser(EMULATED_GRAPHICS, (browser) => measureBadLine(browser, { stack, runs: Math.min(runs, 4) })),
}
try {
  process.exitCode = await report('viewer', { names, measure: async (name) => (await MEASURES[name]?.()) ?? [] })
} finally {
  await stack.remove()
}
