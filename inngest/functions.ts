import { deleteSequence } from '@/inngest/functions/delete-sequence'
import { importSequence } from '@/inngest/functions/import-sequence'
import { readAccountOfUser } from '@/inngest/functions/read-account-of-user'
import { sweepImports } from '@/inngest/functions/sweep-imports'

export const functions = [importSequence, sweepImports, deleteSequence, readAccountOfUser]
