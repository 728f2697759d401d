import type postgres from 'postgres'
import { loadWorld } from '@/bench/geo/load'
import { createTestDatabase } from './test-database'

/** A database with so many invented photos that PostgreSQL plans as it does with millions. The same ones as those of `bench/geo`. */
export async function createCrowd({ photos = 200_000, detections = 0 } = {}) {
  const { url, drop } = await createTestDatabase()
  await loadWorld(url, { photos, detections, isSearched: true })
  return { url, drop }
}

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Node[] }

/** How each table of a query's plan is read: `photos: Index Only Scan photos_tile_idx`. */
export async function accessesOf(sql: postgres.Sql, query: string, params: unknown[]): Promise<string[]> {
  const [row] = await sql.unsafe(`explain (format json) ${query}`, params as never[]) // as drizzle passes them
  const plan: Node = row?.['QUERY PLAN'][0].Plan
  return readsOf(plan)
}

function readsOf({ Plans = [], ...node }: Node): string[] {
  const below = Plans.flatMap(readsOf)
  const table = node['Relation Name']
  return table ? [`${table}: ${node['Node Type']} ${node['Index Name'] ?? ''}`.trim(), ...below] : below
}
