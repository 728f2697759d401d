import { deleteSequence } from '@/inngest/functions/delete-sequence'
import { importSequence } from '@/inngest/functions/import-sequence'
import { tendMap } from '@/inngest/functions/maintain-map'
import { sweepImports } from '@/inngest/functions/sweep-imports'
import { readAccountOfUser } from '@/inngest/functions/sync-account'

export const functions = [importSequence, sweepImports, deleteSequence, readAccountOfUser, tendMap]
