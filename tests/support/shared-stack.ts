import type { Stack } from './stack'

/** The product that all browser tests share (e2e-setup.ts). */
export function sharedStack(): Pick<Stack, 'url' | 'dataDir' | 'databaseUrl'> {
  const { E2E_URL = '', E2E_DATA_DIR = '', E2E_DATABASE_URL = '' } = process.env
  return { url: E2E_URL, dataDir: E2E_DATA_DIR, databaseUrl: () => E2E_DATABASE_URL }
}
