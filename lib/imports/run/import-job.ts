import type { Elsewhere } from '@/lib/model/import-notes'

export type ImportJob = {
  importId: number
  userId: number
  sequenceId: number
  sequenceKey: string
  kind: 'import' | 'sync'
  elsewhere: Elsewhere
  username: string
  token: () => Promise<string> // the owner's newest Mapillary token; throws UNAUTHENTICATED
}
