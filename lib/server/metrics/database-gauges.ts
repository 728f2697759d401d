import { sql } from 'drizzle-orm'
import { Gauge, type Registry } from 'prom-client'
import type { Db } from '@/db/client'
import { isNearTurn } from '@/lib/imports/request/near-turn'
import { IMPORT_STATES } from '@/lib/model/import-states'
import { measureNightBudget, type NightBudget, type NightSettings } from '@/lib/vault/night-budget'

const REMEMBERED_MS = 300_000

type Count = { label: string; value: number }

/** What the database knows, for all processes together; each is asked for when somebody reads the metrics. */
export function addDatabaseGauges(register: Registry, db: Db, nights: NightSettings): void {
  const add = (name: string, help: string, labelName: string, query: () => Promise<Count[]>) =>
    new Gauge({
      name,
      help,
      labelNames: [labelName],
      registers: [register],
      async collect() {
        this.reset()
        const counts = await query().catch(() => []) // a database that is away is told of by mtp_database_up
        for (const { label, value } of counts) this.set({ [labelName]: label }, value)
      },
    })
  add('mtp_database_up', 'Whether the database answers', 'role', async () => [
    { label: 'primary', value: await isUp(db) },
  ])
  add('mtp_imports', 'Imports by state', 'state', () => countImports(db))
  add(
    'mtp_imports_silent_seconds',
    'For how long the most silent import of this state has not moved, beyond a wait that it knows of',
    'state',
    () => findSilence(db),
  )
  add('mtp_database_connections', 'Connections of the product to the database by what they do', 'state', () =>
    countConnections(db),
  )
  const budget = remembered(() => measureNightBudget(db, nights))
  add(
    'mtp_originals',
    'Originals in the backup by what is known of them; overdue: not read for 90 days',
    'state',
    async () => Object.entries((await budget()).originals).map(([label, value]) => ({ label, value })),
  )
  add(
    'mtp_verify_minutes',
    'Minutes a night for which originals are read (allowed), and that reading all of them in 90 days takes (needed)',
    'kind',
    async () => {
      const { minutesNeeded } = await budget()
      const needed = minutesNeeded === null ? [] : [{ label: 'needed', value: minutesNeeded }]
      return [{ label: 'allowed', value: nights.minutes }, ...needed]
    },
  )
}

/** Counts whole tables: not each time that somebody reads the metrics. */
function remembered(measure: () => Promise<NightBudget>): () => Promise<NightBudget> {
  let last: { at: number; budget: Promise<NightBudget> } | undefined
  return () => {
    if (!last || performance.now() - last.at > REMEMBERED_MS) {
      last = { at: performance.now(), budget: measure() }
      last.budget.catch(() => {
        last = undefined
      })
    }
    return last.budget
  }
}

function isUp(db: Db): Promise<number> {
  return db.execute(sql`select 1`).then(
    () => 1,
    () => 0,
  )
}

async function countImports(db: Db): Promise<Count[]> {
  const rows = await db.execute<Count>(
    sql`select state as label, count(*)::float8 as value from imports group by state`,
  )
  const found = new Map(rows.map(({ label, value }) => [label, value]))
  return IMPORT_STATES.map((label) => ({ label, value: found.get(label) ?? 0 }))
}

async function findSilence(db: Db): Promise<Count[]> {
  const rows = await db.execute<Count>(sql`
    select state as label, greatest(0, max(extract(epoch from now() - greatest(moved_at, quiet_until))))::float8 as value
    from imports where finished_at is null and ${isNearTurn()} group by state`) // those far back in line move with it
  return [...rows]
}

async function countConnections(db: Db): Promise<Count[]> {
  const rows = await db.execute<Count>(sql`
    select coalesce(state, 'unknown') as label, count(*)::float8 as value from pg_stat_activity
    where datname = current_database() and application_name in ('map-the-paths', 'runner') group by 1`)
  return [...rows]
}
