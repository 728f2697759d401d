import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import { connect, type Db } from '@/db/client'
import type { Stack } from './stack'

/** The session cookie of a user, as next-auth makes it at the end of a login. */
export async function sessionCookie(
  { dataDir }: Pick<Stack, 'dataDir'>,
  user: { id: number; username: string },
): Promise<string> {
  const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'))
  const { NEXTAUTH_SECRET } = z.object({ NEXTAUTH_SECRET: z.string() }).parse(secrets)
  const token = { sub: String(user.id), name: user.username }
  return `next-auth.session-token=${await encode({ token, secret: NEXTAUTH_SECRET })}`
}

/** A connection to the product's database, to set a scene; closed after `use`. */
export async function withDatabase<T>(stack: Pick<Stack, 'databaseUrl'>, use: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(stack.databaseUrl(), { max: 2 })
  try {
    return await use(db)
  } finally {
    await db.$client.end()
  }
}
