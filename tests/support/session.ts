import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import { z } from 'zod'
import { connect, type Db } from '@/db/client'
import { insertUser } from './factories'

const COOKIE = 'next-auth.session-token'

function environment(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is unset: the e2e set-up gives it`)
  return value
}

/** The session cookie of a user of the product under test, as next-auth makes it at the end of a login. */
export async function sessionCookie(user: { id: number; username: string }): Promise<{ name: string; value: string }> {
  const secrets = z
    .object({ NEXTAUTH_SECRET: z.string() })
    .parse(JSON.parse(readFileSync(join(environment('E2E_DATA_DIR'), 'secrets.json'), 'utf8')))
  return {
    name: COOKIE,
    value: await encode({ token: { sub: String(user.id), name: user.username }, secret: secrets.NEXTAUTH_SECRET }),
  }
}

/** Logs a new user (or `user`) into the browser without a click. */
export async function signIn(context: BrowserContext, user: { id: number; username: string }): Promise<void> {
  await context.addCookies([
    { ...(await sessionCookie(user)), url: environment('E2E_URL'), httpOnly: true, sameSite: 'Lax' },
  ])
}

/** A connection to the product's database, to set a scene; closed after `use`. */
export async function withDatabase<T>(use: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(environment('E2E_DATABASE_URL'), { max: 2 })
  try {
    return await use(db)
  } finally {
    await db.$client.end()
  }
}

/** A user of the product under test who owns nothing yet. */
export const newUser = () => withDatabase((db) => insertUser(db))
