import { getVault, type Vault } from '@/lib/vault/get-vault'
import type { VaultTools } from '@/lib/vault/types'

/** What the API and the page tell the owner of their originals. */
export async function describeVault(
  { db, second }: Pick<VaultTools, 'db' | 'second'>,
  { ownerId, sequenceId = null, origin }: { ownerId: number; sequenceId?: number | null; origin: string },
): Promise<Vault & { links: { page: string; events: string; checksums: string } }> {
  const vault = await getVault(db, { ownerId, sequenceId, copiesWanted: second ? 2 : 1 })
  const checksums = `${origin}/api/v1/vault/checksums${sequenceId === null ? '' : `?sequence=${sequenceId}`}`
  return { ...vault, links: { page: `${origin}/vault`, events: `${origin}/api/v1/vault/events`, checksums } }
}
