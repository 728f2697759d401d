import { parseEnv } from './env'

/** Used by the launcher before anything starts: one line for each wrong variable, exit code 1. */
try {
  parseEnv(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
