import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDemoServer, type DemoServer } from '@/demo/server'
import { createWorld, type SequenceRecipe } from '@/demo/world'
import { createFolderBackup } from '@/lib/backup/folder'
import { parseEnv } from '@/lib/env'
import { backUpOriginals, giveUpOriginals } from '@/lib/imports/back-up-originals'
import { completeImport, publishSequence } from '@/lib/imports/finish-import'
import { type DataStage, importStage } from '@/lib/imports/import-stage'
import { attempt, type Outcome } from '@/lib/imports/outcome'
import { readSequence } from '@/lib/imports/read-sequence'
import { requestImport } from '@/lib/imports/request-import'
import { startImport } from '@/lib/imports/start-import'
import { writeManifest } from '@/lib/imports/write-manifest'
import { connectMapillary } from '@/lib/mapillary/connect'
import type { Runtime } from '@/lib/runtime'
import { logIn } from '@/lib/users/log-in'
import { test as base } from './db'

/** Answers a request to Mapillary itself when it returns true. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean

const DATA_STAGES: DataStage[] = ['data', 'altitude', 'trafficsigns', 'segmentations', 'instances']

/** A demo Mapillary of this test alone, its owner logged in, and the import's steps run one after the other without a runner. */
export class Importing {
  fault: Fault = () => false
  requests: string[] = [] // method and path of all that Mapillary was asked

  private constructor(
    readonly tools: Runtime,
    readonly demo: DemoServer,
    readonly folder: string,
    readonly user: { id: number; username: string; mapillaryKey: string },
  ) {}

  static async start(db: Runtime['db'], recipes: SequenceRecipe[]): Promise<Importing> {
    let importing: Importing | undefined
    const demo = createDemoServer({
      world: createWorld({ sequences: recipes.map((recipe) => ({ originalWidth: 320, ...recipe })) }),
      intercept: (request, response) => {
        importing?.requests.push(`${request.method} ${request.url?.split('?')[0]}`)
        return importing?.fault(request, response) ?? false
      },
    })
    const origin = await demo.listen()
    const folder = await mkdtemp(join(tmpdir(), 'mtp-backup-'))
    const env = parseEnv({
      DATABASE_URL: 'postgres://unused',
      MAPILLARY_API: 'v3',
      MAPILLARY_API_URL: `${origin}/v3`,
      MAPILLARY_IMAGES_URL: `${origin}/images`,
      MAPILLARY_CLIENT_ID: 'demo',
      NEXTAUTH_URL: 'http://127.0.0.1:3000',
      NEXTAUTH_SECRET: 'only-for-tests-0123456789',
      TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    })
    const tools: Runtime = {
      db,
      mapillary: connectMapillary(env),
      backup: createFolderBackup(folder),
      tokenKey: Buffer.from(env.TOKEN_ENCRYPTION_KEY, 'base64'),
      useComputedPositions: true,
    }
    const [owner] = demo.world.users
    if (!owner) throw new Error('The world has no users')
    const token = demo.mintToken(owner.username)
    const user = await logIn(tools, { mapillaryKey: owner.key, username: owner.username, token, expiresAt: null })
    importing = new Importing(tools, demo, folder, { ...user, mapillaryKey: owner.key })
    return importing
  }

  get sequence() {
    const [sequence] = this.demo.world.sequences
    if (!sequence) throw new Error('The world has no sequences')
    return sequence
  }

  /** Logs the owner in again with a fresh token. */
  async logInAgain(): Promise<void> {
    const { username, mapillaryKey } = this.user
    await logIn(this.tools, { mapillaryKey, username, token: this.demo.mintToken(username), expiresAt: null })
  }

  request(sequenceKey = this.sequence.key) {
    return requestImport(this.tools, this.user, { mapillarySequenceKey: sequenceKey })
  }

  /** Runs the steps of an import until each is done or waits for somebody; the last outcome of each that is not done. */
  async run(importId: number, { waits = 0 }: { waits?: number } = {}): Promise<Outcome[]> {
    const { tools } = this
    const begin = [
      () => startImport(tools.db, importId),
      () => attempt(tools, { importId }, (job) => readSequence(tools, job)),
    ]
    for (const step of begin) {
      const outcome = await repeat(step, waits)
      if (outcome.next !== 'done') return [outcome]
    }
    const outcomes: Outcome[] = []
    for (const stage of DATA_STAGES) {
      outcomes.push(
        await repeat(
          (tries) => attempt(tools, { importId }, (job) => importStage(tools, job, { stage, tries })),
          waits,
        ),
      )
    }
    const giveUp = (error: Parameters<typeof giveUpOriginals>[2]) => giveUpOriginals(tools.db, { importId }, error)
    outcomes.push(
      await repeat(
        () =>
          attempt(tools, { importId, maxWaits: 3, giveUp }, (job) =>
            backUpOriginals(tools, job, { retryDelayMs: () => 0 }),
          ),
        waits,
      ),
    )
    const open = outcomes.filter(({ next }) => next !== 'done')
    if (open.length > 0) return open
    return [
      await attempt(tools, { importId }, async (job) => {
        await publishSequence(tools.db, job.sequenceId)
        await writeManifest(tools, job)
        await completeImport(tools.db, importId)
        return { next: 'done' }
      }),
    ].filter(({ next }) => next !== 'done')
  }

  backupFile(key: string): Promise<Buffer> {
    return readFile(join(this.folder, key))
  }

  async stop(): Promise<void> {
    await this.demo.close()
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** As untilDone, but without the sleeping: at most `waits` waits for Mapillary are skipped over. */
async function repeat(work: (tries: number) => Promise<Outcome>, waits: number): Promise<Outcome> {
  for (let tries = 0, waited = 0; ; ) {
    const outcome = await work(tries)
    if (outcome.next === 'wait' && waited < waits) waited += 1
    else if (outcome.next !== 'again') return outcome
    tries = outcome.next === 'wait' && outcome.unreadable ? tries + 1 : 0
  }
}

/** `importing(recipes)`: see Importing; stopped after the test. */
export const test = base.extend<{ $test: { importing: (...recipes: SequenceRecipe[]) => Promise<Importing> } }>({
  importing: async (
    { pool }: { pool: Runtime['db'] },
    use: (start: (...recipes: SequenceRecipe[]) => Promise<Importing>) => Promise<void>,
  ) => {
    const started: Importing[] = []
    await use(async (...recipes) => {
      const importing = await Importing.start(pool, recipes)
      started.push(importing)
      return importing
    })
    for (const importing of started) await importing.stop()
  },
})
