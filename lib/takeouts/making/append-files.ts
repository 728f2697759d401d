import { eq, max } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { takeoutFiles } from '@/db/schema/takeouts'
import type { TakeoutFile } from '@/lib/takeouts/types'

const ROWS_AT_ONCE = 1_000

/** Lists files after those that are listed. The takeout must be locked. */
export async function appendFiles(tx: Db, takeoutId: number, files: TakeoutFile[]): Promise<void> {
  const [last] = await tx
    .select({ position: max(takeoutFiles.position) })
    .from(takeoutFiles)
    .where(eq(takeoutFiles.takeoutId, takeoutId))
  const first = (last?.position ?? -1) + 1
  const rows = files.map((file, index) => ({ takeoutId, position: first + index, ...file }))
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await tx.insert(takeoutFiles).values(rows.slice(at, at + ROWS_AT_ONCE))
}
