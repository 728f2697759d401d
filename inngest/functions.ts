import { deleteSequence } from '@/inngest/functions/delete-sequence'
import { importSequence } from '@/inngest/functions/import-sequence'
import { sweepImports } from '@/inngest/functions/sweep-imports'

export const functions = [importSequence, sweepImports, deleteSequence]
