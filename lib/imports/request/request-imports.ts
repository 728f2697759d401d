import limitTo from 'p-limit'
import { AppError } from '@/lib/errors'
import {
  type ListedFacts,
  type RequestedImport,
  type Requester,
  type RequestImportInput,
  type RequestTools,
  requestImport,
} from './request-import'

/** One sequence to import; `listed` when the user's list has it. */
export type RequestedSequence = { input: RequestImportInput; listed?: ListedFacts | null }

export type Refused = { key: string; reason: string }

const AT_ONCE = 8

/** Asks for several imports; one that is refused keeps no other back. A refused login is thrown on (UNAUTHENTICATED). */
export async function requestImports(
  tools: RequestTools,
  user: Requester,
  requested: RequestedSequence[],
): Promise<{ accepted: RequestedImport[]; refused: Refused[] }> {
  const limit = limitTo(AT_ONCE)
  const results = await Promise.all(requested.map((each) => limit(() => requestOrRefuse(tools, user, each))))
  return {
    accepted: results.filter((result) => 'importId' in result),
    refused: results.filter((result) => 'reason' in result),
  }
}

async function requestOrRefuse(
  tools: RequestTools,
  user: Requester,
  { input, listed }: RequestedSequence,
): Promise<RequestedImport | Refused> {
  try {
    return await requestImport(tools, user, input, listed)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'UNAUTHENTICATED') throw error
    return { key: input.mapillarySequenceKey, reason: error.message }
  }
}
