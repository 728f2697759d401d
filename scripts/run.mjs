// Runs one of the built commands with the environment of `up`: npm run recount, for example. Works beside a running
// `up` and without one.
import './node-version.mjs'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from './build.mjs'
import { createOwnDatabase } from './databases.mjs'
import { dataDirectory, embeddedParts, keptPorts, keptSecrets, partsEnvironment, readEnvFile } from './environment.mjs'
import { install, runCommand } from './install.mjs'
import { holderOf } from './lock.mjs'
import { startPostgres } from './postgres.mjs'
import { makePrivate } from './private-folder.mjs'

const given = process.argv.slice(2)
const [name, ...args] = given.filter((argument) => argument !== '--no-env-file')
try {
  process.exitCode = await main()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function main() {
  if (!given.includes('--no-env-file')) readEnvFile()
  await install()
  await build()
  const bundle = join(dirname(import.meta.dirname), '.build', `${name}.mjs`)
  if (!name || !existsSync(bundle)) throw new Error(`There is no command ${name}.`)

  const dataDir = dataDirectory()
  const fillsDatabase = name === 'restore' || name === 'load' // the database may be new
  if (embeddedParts().postgres && !fillsDatabase && !existsSync(join(dataDir, 'postgres')))
    throw new Error(`There is no database in ${dataDir}. MTP_DATA_DIR or DATABASE_URL says where it is.`)
  makePrivate(dataDir)
  const postgres = embeddedParts().postgres ? await startPostgres({ dataDir: join(dataDir, 'postgres') }) : undefined
  try {
    const secrets = keptSecrets(dataDir)
    const databaseUrl = postgres && (await createOwnDatabase(postgres.url, secrets.DATABASE_PASSWORD))
    const areRunning = Boolean(holderOf(join(dataDir, 'launcher.lock')))
    if (name === 'load' && areRunning) throw new Error('Stop the product first: it works with this database.')
    const ports = await keptPorts(dataDir, { areRunning })
    const env = { ...partsEnvironment({ databaseUrl, ports, secrets }), NODE_ENV: 'production' }
    const migrate = join(dirname(bundle), 'migrate.mjs')
    if (name === 'restore' && (await runCommand(process.execPath, [migrate], { env })) !== 0)
      throw new Error('The database could not be migrated.')
    return await runCommand(process.execPath, [bundle, ...args], { env })
  } finally {
    if (postgres && !postgres.adopted) await postgres.stop()
  }
}
