import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { imports } from '@/db/schema/imports'
import { drawPlain } from '@/demo/plain-picture'
import { createDemoServer, type DemoServer } from '@/demo/server'
import { forgetDirectory, idOf } from '@/demo/v4/ids'
import { createWorld, type DemoPhoto, type SequenceRecipe } from '@/demo/world'
import { createFolderBackup } from '@/lib/backup/folder'
import { parseEnv } from '@/lib/config/env'
import type { Place } from '@/lib/geocoder/types'
import { DEFAULT_LIMITS } from '@/lib/imports/request/limits'
import { requestImport } from '@/lib/imports/request/request-import'
import { finishImport } from '@/lib/imports/run/finish-import'
import type { Outcome } from '@/lib/imports/run/outcome'
import { budgetAfter, type RetryBudget, UNUSED_BUDGET } from '@/lib/imports/run/retry-budget'
import { runOriginals, runReadSequence, runStage } from '@/lib/imports/run/run-stage'
import { startImport } from '@/lib/imports/run/start-import'
import { connectMapillary } from '@/lib/mapillary/connect'
import type { Timeouts } from '@/lib/mapillary/http-types'
import { createLimiter } from '@/lib/mapillary/limiter'
import { DATA_STAGES } from '@/lib/model/import-stages'
import type { Runtime } from '@/lib/server/runtime'
import { logIn } from '@/lib/users/log-in'
import { test as base } from './db'
import { FaultProxy } from './fault-proxy'

/** The only place of the world that imports run in. */
const AMBLESIDE: Place = { name: 'Ambleside', detail: 'England', lngLat: [-2.96, 54.43] }

/** Answers a request to Mapillary itself when it returns true. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean

export type Version = 'v3' | 'v4'

/**
 * `waits`: how many waits of each part are skipped over; `onWait`: called when a part begins to wait; `originalsBudgetMs`: how long an
 * original is waited for, where that is not what the test is about.
 */
type RunOptions = { waits?: number; onWait?: () => Promise<void>; originalsBudgetMs?: number }
type Part = (budget: RetryBudget) => Promise<Outcome>

/** A demo Mapillary of this test alone behind a proxy, its owner logged in, and the import's steps run without a runner. */
export class Importing {
  /** How far the clock of the import is ahead of the real one: waits are skipped, not slept. */
  skippedMs = 0
  fault: Fault = () => false
  requests: string[] = [] // method and path of all that Mapillary was asked

  private constructor(
    readonly tools: Runtime,
    /** Replaces the client of Mapillary by one with these timeouts, or of another version. */
    readonly reconnect: (changed: { timeouts?: Partial<Timeouts>; version?: Version }) => void,
    readonly proxy: FaultProxy,
    readonly demo: DemoServer,
    readonly folder: string,
    readonly user: { id: number; username: string; mapillaryKey: string },
  ) {}

  static async start(db: Runtime['db'], recipes: SequenceRecipe[], version: Version = 'v3'): Promise<Importing> {
    let importing: Importing | undefined
    const demo = createDemoServer({
      draw: drawPlain,
      world: createWorld({ sequences: recipes.map((recipe) => ({ originalWidth: 320, ...recipe })) }),
      intercept: (request, response) => {
        importing?.requests.push(`${request.method} ${request.url?.split('?')[0]}`)
        return importing?.fault(request, response) ?? false
      },
    })
    const proxy = await FaultProxy.start(await demo.listen())
    const { origin } = proxy
    const folder = await mkdtemp(join(tmpdir(), 'mtp-backup-'))
    const key = randomBytes(32).toString('base64')
    const envOf = (spoken: Version) =>
      parseEnv({
        DATABASE_URL: 'postgres://unused',
        MAPILLARY_API: spoken,
        MAPILLARY_API_URL: `${origin}/${spoken}`,
        MAPILLARY_CLIENT_SECRET: 'demo-secret',
        MAPILLARY_IMAGES_URL: `${origin}/images`,
        MAPILLARY_CLIENT_ID: 'demo',
        NEXTAUTH_URL: 'http://127.0.0.1:3000',
        NEXTAUTH_SECRET: 'only-for-tests-0123456789',
        TOKEN_ENCRYPTION_KEY: key,
      })
    const env = envOf(version)
    const limiter = createLimiter({ now: () => Date.now() + (importing?.skippedMs ?? 0) })
    const [owner] = demo.world.users
    if (!owner) throw new Error('The world has no users')
    const publicToken = async () => demo.mintToken(owner.username)
    const tools: Runtime = {
      db,
      mapillary: connectMapillary(env, { limiter, publicToken }),
      backup: createFolderBackup(folder),
      tokenKeys: env.TOKEN_ENCRYPTION_KEY,
      useComputedPositions: true,
      gazetteer: { findPlaces: async () => [], findNearest: async () => AMBLESIDE, pointsInTile: async () => [] },
      limits: DEFAULT_LIMITS,
    }
    const token = demo.mintToken(owner.username)
    const mapillaryKey = version === 'v3' ? owner.key : idOf(owner)
    const user = await logIn(tools, { mapillaryKey, username: owner.username, token, expiresAt: null })
    const reconnect: Importing['reconnect'] = ({ timeouts = {}, version: spoken = version }) => {
      tools.mapillary = connectMapillary(envOf(spoken), { limiter, publicToken, timeouts })
    }
    importing = new Importing(tools, reconnect, proxy, demo, folder, { ...user, mapillaryKey })
    return importing
  }

  setTimeouts(timeouts: Partial<Timeouts>): void {
    this.reconnect({ timeouts })
  }

  /** From now on Mapillary is spoken to by this version. */
  speak(version: Version): void {
    this.reconnect({ version })
  }

  get sequence() {
    const [sequence] = this.demo.world.sequences
    if (!sequence) throw new Error('The world has no sequences')
    return sequence
  }

  /** Puts a photo at the end of its sequence, as a later upload does. */
  add(photo: DemoPhoto): void {
    this.demo.world.photos.set(photo.key, photo)
    photo.sequence.photos.push(photo)
    forgetDirectory(this.demo.world)
  }

  /** Takes a photo away, as its owner does on Mapillary. */
  remove(photo: DemoPhoto): void {
    this.demo.world.photos.delete(photo.key)
    photo.sequence.photos.splice(photo.sequence.photos.indexOf(photo), 1)
    forgetDirectory(this.demo.world)
  }

  /** Logs the owner in again with a fresh token. */
  async logInAgain(): Promise<void> {
    const { username, mapillaryKey } = this.user
    await logIn(this.tools, { mapillaryKey, username, token: this.demo.mintToken(username), expiresAt: null })
  }

  request(sequenceKey = this.sequence.key) {
    return requestImport(this.tools, this.user, { mapillarySequenceKey: sequenceKey })
  }

  /**
   * Runs the steps of an import, the stages side by side as the Inngest function does, until each is done or waits for somebody;
   * the last outcome of each that is not done. At most `waits` waits for Mapillary in each are skipped over.
   */
  async run(
    importId: number,
    { waits = 0, onWait = async () => {}, originalsBudgetMs }: RunOptions = {},
  ): Promise<Outcome[]> {
    const { tools } = this
    const [newest] = await tools.db.select({ attempt: imports.attempt }).from(imports).where(eq(imports.id, importId))
    const own = { importId, attempt: newest?.attempt ?? 1 }
    const rounds: Part[][] = [
      [() => startImport(tools.db, own, tools.limits)],
      [(budget) => runReadSequence(tools, { ...own, budget })],
      [
        ...DATA_STAGES.map(
          (stage): Part =>
            (budget) =>
              runStage(tools, { ...own, stage, budget }),
        ),
        (budget) =>
          runOriginals(
            tools,
            { ...own, budget },
            { retryDelayMs: () => 0, ...(originalsBudgetMs !== undefined && { budgetMs: originalsBudgetMs }) },
          ),
      ],
      [(budget) => finishImport(tools, { ...own, budget })],
    ]
    for (const parts of rounds) {
      const outcomes = await this.sideBySide(parts, { waits, onWait })
      const open = outcomes.filter(({ next }) => next !== 'done')
      if (open.length > 0) return open
    }
    return []
  }

  /** As repeatStep does with each part, but on a clock that jumps to whoever wakes first. */
  private async sideBySide(
    parts: Part[],
    { waits, onWait }: { waits: number; onWait: () => Promise<void> },
  ): Promise<Outcome[]> {
    const chains = parts.map((part) => ({
      part,
      wakeAt: this.skippedMs,
      budget: UNUSED_BUDGET,
      waited: 0,
    }))
    const ended: Outcome[] = []
    while (chains.length > 0) {
      chains.sort((a, b) => a.wakeAt - b.wakeAt)
      const [chain] = chains
      if (!chain) break
      this.skippedMs = Math.max(this.skippedMs, chain.wakeAt)
      const outcome = await chain.part(chain.budget)
      chain.budget = budgetAfter(chain.budget, outcome)
      chain.wakeAt = this.skippedMs + (outcome.next === 'wait' ? outcome.ms : 0)
      if (outcome.next === 'wait') {
        chain.waited += 1
        await onWait()
      }
      if (outcome.next === 'again' || (outcome.next === 'wait' && chain.waited <= waits)) continue
      ended.push(outcome)
      chains.shift()
    }
    return ended
  }

  backupFile(key: string): Promise<Buffer> {
    return readFile(join(this.folder, key))
  }

  async stop(): Promise<void> {
    await this.proxy.close()
    await this.demo.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

type Start = (...recipes: SequenceRecipe[]) => Promise<Importing>

function testOf(version: Version) {
  return base.extend<{ $test: { importing: Start; importingV4: Start } }>({
    importing: async ({ pool }: { pool: Runtime['db'] }, use: (start: Start) => Promise<void>) => {
      await stoppedAfter(use, (recipes) => Importing.start(pool, recipes, version))
    },
    importingV4: async ({ pool }: { pool: Runtime['db'] }, use: (start: Start) => Promise<void>) => {
      await stoppedAfter(use, (recipes) => Importing.start(pool, recipes, 'v4'))
    },
  })
}

/** `importing(recipes)`: see Importing; stopped after the test. `importingV4` speaks v4. */
export const test = testOf('v3')

/** The same tests by each version: `importing` speaks it. */
export const testBy = { v3: test, v4: testOf('v4') }

async function stoppedAfter(
  use: (start: Start) => Promise<void>,
  start: (recipes: SequenceRecipe[]) => Promise<Importing>,
): Promise<void> {
  const started: Importing[] = []
  await use(async (...recipes) => {
    const importing = await start(recipes)
    started.push(importing)
    return importing
  })
  for (const importing of started) await importing.stop()
}
