import { deleteSequence } from '@/inngest/functions/delete-sequence'
import { importSequence } from '@/inngest/functions/import-sequence'
import { readAccountOfUser } from '@/inngest/functions/read-account-of-user'
import { sweepImports } from '@/inngest/functions/sweep-imports'
import { tendMap } from '@/inngest/functions/tend-map'

export const functions = [importSequence, sweepImports, deleteSequence, readAccountOfUser, tendMap]
