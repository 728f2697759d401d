import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { users } from '@/db/schema/people/users'
import { uploads } from '@/db/schema/uploads'
import type { UploadInput } from './upload-input'

/**
 * Notes a sequence that is on its way to Mapillary; resolves to its id. The same announcement within ten minutes is the same sequence:
 * the program sends it again when it has heard no answer.
 */
export function createUpload(db: Db, { userId, input }: { userId: number; input: UploadInput }): Promise<string> {
  const values = {
    ownerId: userId,
    name: input.name,
    description: input.description,
    transportType: input.transport_type,
    tags: input.tag,
  }
  return db.transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update') // lines up what comes at once
    const [known] = await tx
      .select({ id: uploads.id })
      .from(uploads)
      .where(
        and(
          eq(uploads.ownerId, userId),
          eq(uploads.name, values.name),
          eq(uploads.description, values.description),
          eq(uploads.transportType, values.transportType),
          sql`${uploads.tags} = ${sql.param(values.tags, uploads.tags)}`,
          isNull(uploads.mapillarySequenceKey),
          gt(uploads.createdAt, sql`now() - interval '10 minutes'`),
        ),
      )
      .limit(1)
    return known?.id ?? one(await tx.insert(uploads).values(values).returning({ id: uploads.id })).id
  })
}
